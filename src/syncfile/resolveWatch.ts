/** How a pair is watched: its own keys over those of `defaults` over ours. */
import { faultInCron, isTimezone, nextOfCron } from "../domain/schedule/cron.ts"
import { type Rhythm, type Schedule } from "../domain/schedule/Schedule.ts"
import { type Window } from "../domain/schedule/Window.ts"
import { type OnChange, type Watch } from "../domain/watch/Watch.ts"
import { millisecondsOf } from "./millisecondsOf.ts"
import { type Loose } from "./Parsed.ts"
import { type Reading } from "./Reading.ts"
import { resolveChecks } from "./resolveChecks.ts"
import { resolveNotify } from "./resolveNotify.ts"
import { type KeyPath } from "./SourceMap.ts"
import { type WrittenDefaults } from "./WrittenDefaults.ts"
import { type WrittenOnChange, type WrittenSchedule, type WrittenWindow } from "./WrittenSchedule.ts"

type Written = Pick<Loose<WrittenDefaults>, "schedule" | "onChange" | "windows" | "apply" | "checks" | "notify">

/** `isHere`: whether one of the sides lies on this machine. */
export const resolveWatch = (
  reading: Reading,
  path: KeyPath,
  own: Written,
  shared: Written,
  isHere: boolean,
): Watch => {
  /** Where a key stands that counts. */
  const at = (key: keyof Written): KeyPath => own[key] === undefined ? ["defaults", key] : [...path, key]
  if (!isHere && isOn(own.onChange)) {
    const hint = "use `schedule: { every: 5m }` to look at servers"
    reading.complain(
      [...path, "onChange"],
      "`onChange` hears of changes on this machine, and both sides are elsewhere",
      hint,
    )
  }
  return {
    schedule: scheduleOf(reading, at("schedule"), own.schedule ?? shared.schedule),
    onChange: isHere ? onChangeOf(own.onChange ?? shared.onChange) : undefined,
    windows: windowsOf(reading, at("windows"), own.windows ?? shared.windows ?? []),
    apply: own.apply ?? shared.apply ?? "auto",
    checks: resolveChecks(own.checks, shared.checks),
    notify: resolveNotify(reading, at("notify"), own.notify ?? shared.notify ?? []),
  }
}

const isOn = (written: Loose<WrittenOnChange> | undefined): boolean => written !== undefined && written !== "off"

const onChangeOf = (written: Loose<WrittenOnChange> | undefined): OnChange | undefined => {
  if (written === undefined || written === "off") return undefined
  const { debounce = "1s", rescan = "15m" } = written === "on" ? {} : written
  return { debounce: millisecondsOf(debounce), rescan: millisecondsOf(rescan) }
}

const scheduleOf = (
  reading: Reading,
  path: KeyPath,
  written: Loose<WrittenSchedule> | undefined,
): Schedule | undefined => {
  if (written === undefined || written === "off") return undefined
  const rhythm = rhythmOf(reading, path, written)
  if (rhythm === undefined) return undefined
  const { catchUp = "once", jitter, overlap = "skip" } = written
  return { rhythm, jitter: jitter === undefined ? 0 : millisecondsOf(jitter), catchUp, overlap }
}

const rhythmOf = (
  reading: Reading,
  path: KeyPath,
  written: Exclude<Loose<WrittenSchedule>, string>,
): Rhythm | undefined => {
  if ("every" in written && written.every !== undefined) {
    const milliseconds = millisecondsOf(written.every)
    return milliseconds === 0
      ? reading.complain([...path, "every"], "`every` must be at least one second")
      : { _tag: "Every", milliseconds }
  }
  if (!("cron" in written)) return undefined
  const opening = cronOf(reading, path, written)
  return opening && { _tag: "Cron", ...opening }
}

/** An expression whose instants can be told. */
const cronOf = (
  reading: Reading,
  path: KeyPath,
  { cron, timezone }: { readonly cron?: string | undefined; readonly timezone?: string | undefined },
) => {
  const fault = cron === undefined ? undefined : faultInCron(cron)
  if (fault !== undefined) return reading.complain([...path, "cron"], `${reading.quote([...path, "cron"])}: ${fault}`)
  if (cron === undefined || timezone === undefined) return undefined
  if (!isTimezone(timezone)) {
    const hint = "write it as in the IANA database: Europe/Berlin, America/New_York, UTC"
    return reading.complain([...path, "timezone"], `${reading.quote([...path, "timezone"])} is no time zone`, hint)
  }
  return nextOfCron(cron, timezone, 0) === undefined
    ? reading.complain([...path, "cron"], `${reading.quote([...path, "cron"])} never comes`)
    : { cron, timezone }
}

const windowsOf = (
  reading: Reading,
  path: KeyPath,
  written: ReadonlyArray<Loose<WrittenWindow> | undefined>,
): ReadonlyArray<Window> =>
  written.flatMap((window, index): ReadonlyArray<Window> => {
    const opening = cronOf(reading, [...path, index], window ?? {})
    if (opening === undefined || window?.kind === undefined || window.duration === undefined) return []
    const duration = millisecondsOf(window.duration)
    if (duration === 0) {
      reading.complain([...path, index, "duration"], "`duration` must be at least one second")
      return []
    }
    return [{ kind: window.kind, ...opening, duration, manual: window.manual ?? "allow" }]
  })
