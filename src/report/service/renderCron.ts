/** Lines for a crontab, each of which applies a pair. */
import { type Pair } from "../../domain/Pair.ts"
import { namesOfSecrets } from "../../domain/secretsOf.ts"
import { formatDuration } from "../formatDuration.ts"
import { crontabTimes, type Times } from "./crontabTimes.ts"
import { noteOnAgent } from "./noteOnAgent.ts"
import { nothing, type Rendered, type Service } from "./Service.ts"

export const renderCron = (service: Service): Rendered => {
  const { file, program, setup } = service
  const name = `syncfile-${setup.name}.crontab`
  const unwritable = [file, ...program].find((word) => /[\\\p{Cc}]/u.test(word))
  if (unwritable !== undefined) {
    return nothing(name, `Not every cron reads the name ${JSON.stringify(unwritable)} in the same way`)
  }
  const lines = setup.pairs.flatMap((pair) => lineOf(service, pair) ?? [])
  if (lines.length === 0) {
    return nothing(name, "No pair has a schedule. Give one to a pair: schedule: { cron: \"0 4 * * *\", timezone: UTC }")
  }
  const refusals = lines.flatMap(({ pair, refusal }) => refusal === undefined ? [] : [`${pair}: ${refusal}`])
  const zones = [...new Set(lines.map(({ timezone }) => timezone ?? ""))].sort() // those without one come first
  const text = [
    `# The schedules of ${setup.name}. Made by: syncfile schedule export --cron`,
    ...refusals.map((refusal) => `# left out: ${refusal}`),
    ...zones.flatMap((zone) => [
      ...(zone === "" ? [] : [`CRON_TZ=${zone}`]),
      ...lines.flatMap(({ line, timezone = "" }) => timezone === zone ? line : []),
    ]),
    "",
  ].join("\n")
  return { name, text, notes: notesOn(service, zones), refusals }
}

interface Line {
  readonly pair: string
  readonly line: ReadonlyArray<string>
  readonly timezone: string | undefined
  readonly refusal: string | undefined
}

/** `undefined`: it has no schedule. */
const lineOf = (service: Service, { name: pair, watch }: Pair): Line | undefined => {
  if (watch.schedule === undefined) return undefined
  const times = watch.windows.some(({ manual }) => manual === "allow")
    ? refused("cron runs it as a person would, for whom not all of its windows count: manual: deny")
    : watch.apply === "manual"
    ? refused("its plans wait to be applied by hand, and cron would not wait")
    : crontabTimes(watch.schedule.rhythm)
  if (times._tag === "Refused") return { pair, line: [], timezone: undefined, refusal: times.refusal }
  const line = `${times.fields} ${commandOf(service, pair)}`
  if (new TextEncoder().encode(line).length > mostBytes) {
    return { pair, line: [], timezone: undefined, refusal: `its line would be longer than ${mostBytes} bytes` }
  }
  const { jitter } = watch.schedule
  return {
    pair,
    line: jitter === 0 ? [line] : [`# without its jitter of up to ${formatDuration(jitter)}`, line],
    timezone: times.timezone === service.timezone ? undefined : times.timezone,
    refusal: undefined,
  }
}

const refused = (refusal: string): Times => ({ _tag: "Refused", refusal })

/** Where cron cuts lines, or refuses the whole crontab. */
const mostBytes = 990

const commandOf = ({ file, program }: Service, pair: string): string =>
  [...program, "-f", file, "apply", pair, "--auto-approve", "--no-input"].map(shellWord).join(" ").replaceAll(
    "%",
    "\\%",
  )

/** For sh, and without a backslash, which some crons take for their own. */
const shellWord = (word: string): string => /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'"'"'`)}'`

const notesOn = ({ setup }: Service, zones: ReadonlyArray<string>): ReadonlyArray<string> => {
  const [variables, credentials] = [namesOfSecrets(setup, "Env"), namesOfSecrets(setup, "Credential")]
  return [
    "Add the lines with: crontab -e",
    ...(zones.some((zone) => zone !== "")
      ? ["Behind CRON_TZ cronie goes by that zone. Debian's cron ignores it, and goes by the clock of the machine"]
      : []),
    ...(variables.length === 0 ? [] : [`Set ${variables.join(", ")} above them, as NAME=value`]),
    ...(credentials.length === 0
      ? []
      : [`Set CREDENTIALS_DIRECTORY above them to the folder that holds ${credentials.join(", ")}`]),
    ...noteOnAgent(setup, "Set SSH_AUTH_SOCK above them to the socket of one that lasts"),
  ]
}
