/** A strict reading of crontab(5): what Debian's cron and cronie understand alike, and when they would run it. */

export interface CrontabLine {
  readonly timezone: string | undefined
  readonly fields: ReadonlyArray<ReadonlySet<number>> // minute, hour, day of the month, month, day of the week
  readonly isAnyDay: readonly [ofMonth: boolean, ofWeek: boolean] // the field begins with a star
  readonly command: string // as sh is given it
}

const bounds = [[0, 59], [0, 23], [1, 31], [1, 12], [0, 7]] as const

export const parseCrontab = (text: string): ReadonlyArray<CrontabLine> => {
  if (!text.endsWith("\n")) throw new Error("the last line has no end")
  let timezone: string | undefined
  const lines: Array<CrontabLine> = []
  for (const line of text.split("\n").filter((line) => line !== "" && !line.startsWith("#"))) {
    const setting = /^([A-Z_]+)=(.*)$/.exec(line)
    if (setting?.[1] === "CRON_TZ") timezone = setting[2]
    else if (setting !== null) throw new Error(`unknown setting: ${line}`)
    else lines.push({ timezone, ...parseLine(line) })
  }
  return lines
}

const parseLine = (line: string) => {
  const [, times = "", command = ""] = /^((?:\S+ ){5})(.+)$/.exec(line) ?? []
  const written = times.trimEnd().split(" ")
  if (command === "" || Buffer.byteLength(line) > 998) throw new Error(`no line for cron: ${line}`)
  return {
    fields: written.map((field, index) => parseField(field, bounds[index] ?? [0, 0])),
    isAnyDay: [written[2]!.startsWith("*"), written[4]!.startsWith("*")] as const,
    command: unescaped(command),
  }
}

const parseField = (field: string, [least, most]: readonly [number, number]): ReadonlySet<number> => {
  const numbers = new Set<number>()
  for (const part of field.split(",")) {
    const found = /^(?:\*(?:\/(\d+))?|(\d+)(?:-(\d+)(?:\/(\d+))?)?)$/.exec(part)
    if (found === null) throw new Error(`no field of cron: ${field}`)
    const [, starStep, from, to = from, rangeStep] = found
    const [first, last, step] = [Number(from ?? least), Number(to ?? most), Number(starStep ?? rangeStep ?? 1)]
    if (first < least || last > most || first > last || step < 1) throw new Error(`out of bounds: ${field}`)
    for (let number = first; number <= last; number += step) numbers.add(number)
  }
  if (most === 7 && numbers.has(7)) numbers.add(0)
  return numbers
}

/** An unescaped percent sign ends the command. A backslash before anything but one is not to be relied on. */
const unescaped = (command: string): string => {
  if (/(?<!\\)%|\\(?!%)/.test(command)) throw new Error(`cron would read this in its own way: ${command}`)
  return command.replaceAll("\\%", "%")
}

/** Whether it runs at a minute of the clock that counts, which is given as if it were UTC. */
export const isDue = ({ fields, isAnyDay }: CrontabLine, at: Date): boolean => {
  const [minutes, hours, daysOfMonth, months, daysOfWeek] = fields as [
    ReadonlySet<number>,
    ...Array<ReadonlySet<number>>,
  ]
  const [ofMonth, ofWeek] = [daysOfMonth!.has(at.getUTCDate()), daysOfWeek!.has(at.getUTCDay())]
  return minutes.has(at.getUTCMinutes()) && hours!.has(at.getUTCHours()) && months!.has(at.getUTCMonth() + 1)
    && (isAnyDay.includes(true) ? ofMonth && ofWeek : ofMonth || ofWeek)
}
