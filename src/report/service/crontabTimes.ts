/** When a pair is due, in the five fields of crontab(5). */
import { type Rhythm } from "../../domain/schedule/Schedule.ts"

/** `refusal`: why it cannot be said, as the end of a sentence. */
export type Times =
  | { readonly _tag: "Times"; readonly fields: string; readonly timezone: string | undefined }
  | { readonly _tag: "Refused"; readonly refusal: string }

/** An interval has no zone: it goes by whichever clock counts. */
export const crontabTimes = (rhythm: Rhythm): Times =>
  rhythm._tag === "Every" ? ofInterval(rhythm.milliseconds) : ofCron(rhythm.cron, rhythm.timezone)

const refused = (refusal: string): Times => ({ _tag: "Refused", refusal })

const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000]

/** What divides an hour, a day or a week comes at even distances; everything else does not. */
const ofInterval = (milliseconds: number): Times => {
  const fields = milliseconds % minute !== 0
    ? undefined
    : divides(milliseconds, hour)
    ? `${stepsOf(milliseconds / minute)} * * * *`
    : divides(milliseconds, day) && milliseconds % hour === 0
    ? `0 ${stepsOf(milliseconds / hour)} * * *`
    : shortcuts[milliseconds]
  return fields === undefined
    ? refused(
      `cron has no line for every ${spanOf(milliseconds)}: what it repeats has to divide an hour, a day or a week`,
    )
    : { _tag: "Times", fields, timezone: undefined }
}

const divides = (part: number, whole: number): boolean => part < whole && whole % part === 0
const stepsOf = (step: number): string => step === 1 ? "*" : `*/${step}`
const shortcuts: Readonly<Record<number, string>> = { [day]: "0 0 * * *", [7 * day]: "0 0 * * 0" }

const spanOf = (milliseconds: number): string => {
  const [unit = second, letter] = ([[day, "d"], [hour, "h"], [minute, "m"]] as const)
    .find(([unit]) => milliseconds % unit === 0) ?? [second, "s"]
  return `${milliseconds / unit}${letter}`
}

const ofCron = (cron: string, timezone: string): Times => {
  const written = (named[cron] ?? cron).split(/ +/)
  const [seconds, ...rest] = written.length === 6 ? written : ["0", ...written]
  if (seconds !== "0" && seconds !== "00") return refused(`cron has no field for the seconds of "${cron}"`)
  const fields = rest.map((field, index) => plainField(field, namesIn[index] ?? []))
  const strange = rest.find((_, index) => fields[index] === undefined)
  if (strange !== undefined) return refused(`cron does not know the "${strange}" of "${cron}"`)
  const [, , dayOfMonth = "", , dayOfWeek = ""] = rest
  return isAmbiguous(dayOfMonth, dayOfWeek)
    ? refused(
      `cron takes the days of "${cron}" for other ones: it wants both "${dayOfMonth}" and "${dayOfWeek}" to hold`,
    )
    : { _tag: "Times", fields: fields.join(" "), timezone }
}

const named: Readonly<Record<string, string>> = {
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
  "@monthly": "0 0 1 * *",
  "@weekly": "0 0 * * 0",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@hourly": "0 * * * *",
}

const months = ["", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
/** Of each field: the names of its numbers. */
const namesIn: ReadonlyArray<ReadonlyArray<string>> = [[], [], [], months, weekdays]

/** With numbers for names, which crontab(5) allows neither in ranges nor in lists. `undefined`: it has no such thing. */
const plainField = (field: string, names: ReadonlyArray<string>): string | undefined => {
  const parts = field.split(",").map((part) => {
    const [, from, to, steps = ""] = /^(\*|\d+|[A-Za-z]{3})(?:-(\d+|[A-Za-z]{3}))?(\/\d+)?$/.exec(part) ?? []
    const first = from === undefined ? undefined : from === "*" ? from : numberOf(from, names)
    const last = to === undefined ? undefined : numberOf(to, names)
    if (first === undefined || (to !== undefined && last === undefined)) return undefined
    if (last === undefined) return steps === "" || first === "*" ? `${first}${steps}` : undefined
    // A range that ends on Sunday ends on the 7th day.
    return `${first}-${last === "0" && Number(first) > 0 ? "7" : last}${steps}`
  })
  return parts.includes(undefined) ? undefined : parts.join(",")
}

const numberOf = (written: string, names: ReadonlyArray<string>): string | undefined => {
  if (/^\d+$/.test(written)) return written
  const number = names.indexOf(written.toLowerCase())
  return number === -1 ? undefined : String(number)
}

/**
 * Given both days of the month and of the week, either is enough, here and there. But for cron whatever begins with a star
 * counts as all days, and then the other one has to hold as well.
 */
const isAmbiguous = (dayOfMonth: string, dayOfWeek: string): boolean =>
  dayOfMonth !== "*" && dayOfWeek !== "*" && (dayOfMonth.startsWith("*") || dayOfWeek.startsWith("*"))
