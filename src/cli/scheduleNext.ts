/** `syncfile schedule next`: the next instants at which passes are due, by both clocks. Connects nowhere. */
import { Clock, DateTime, Effect } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { type Pair } from "../domain/Pair.ts"
import { nextDue } from "../domain/schedule/nextDue.ts"
import { closedBy } from "../domain/schedule/Window.ts"
import { jsonText } from "../report/json.ts"
import { renderTable } from "../report/renderTable.ts"
import { Environment } from "./Environment.ts"
import { ExitCode } from "./ExitCode.ts"
import { Failure } from "./Failure.ts"
import { loadSetup } from "./findSyncfile.ts"
import * as globals from "./globals.ts"
import { say, styleOf } from "./look.ts"
import { selectPairs } from "./selectPairs.ts"

const mostShown = 1000

export const scheduleNextCommand = Command.make(
  "next",
  {
    pairs: Argument.String("pair").pipe(Argument.withDescription("Only these pairs"), Argument.variadic()),
    most: Flag.Int("limit").pipe(
      Flag.withAlias("n"),
      Flag.withDescription("So many instants of each pair"),
      Flag.withDefault(5),
    ),
  },
  Effect.fnUntraced(function*({ pairs: names, most }) {
    const setup = yield* loadSetup
    const pairs = yield* selectPairs(setup, names)
    if (most < 1 || most > mostShown) {
      return yield* new Failure({
        code: ExitCode.usage,
        message: `Error: --limit ${most} cannot be shown. Write 1 to ${mostShown}.`,
      })
    }
    const now = yield* Clock.currentTimeMillis
    const all = pairs.flatMap((pair) => instantsOf(pair, now, most))
    if (yield* globals.Json) return yield* say(jsonText(all.map(documentOf)))
    if (all.length === 0) {
      return yield* say(`No pair has a schedule. Give one to a pair: schedule: { every: 15m }`)
    }
    const { output } = yield* Environment
    const rows = all.map((each) => [each.pair, each.there, each.here, each.note])
    yield* say(renderTable(["PAIR", "DUE", "BY THIS MACHINE'S CLOCK", ""], rows, yield* styleOf(output)))
  }),
).pipe(
  Command.withDescription("Show when passes are due next"),
  Command.withExamples([{ command: "syncfile schedule next backups -n 3", description: "The next three of one pair" }]),
)

interface Instant {
  readonly pair: string
  readonly at: number // milliseconds since the epoch
  readonly there: string // by the clock of the schedule
  readonly here: string
  readonly note: string
}

/** Without jitter. Of an interval the first instant is that of a watch that begins now. */
const instantsOf = ({ name, watch }: Pair, now: number, most: number): ReadonlyArray<Instant> => {
  const { schedule, windows } = watch
  if (schedule === undefined) return []
  const { rhythm } = schedule
  const zone = rhythm._tag === "Cron" ? rhythm.timezone : undefined
  const instants: Array<Instant> = []
  let at = rhythm._tag === "Every" ? now : nextDue(rhythm, now)
  for (; at !== undefined && instants.length < most; at = nextDue(rhythm, at)) {
    const closed = closedBy(windows, at, false)
    const note = closed === undefined
      ? ""
      : closed.until === undefined
      ? "no window is ever open"
      : `waits for its window until ${clockText(closed.until, undefined)}`
    instants.push({ pair: name, at, there: clockText(at, zone), here: clockText(at, undefined), note })
  }
  return instants
}

const documentOf = ({ at, note, pair, there }: Instant) => ({
  pair,
  due: DateTime.formatIso(DateTime.makeUnsafe(at)),
  local: there,
  note,
})

/** `undefined`: the zone of this machine. */
const clockText = (at: number, timeZone: string | undefined): string =>
  new Intl.DateTimeFormat("sv-SE", {
    dateStyle: "short",
    timeStyle: "medium",
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(at) + ` ${timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone}`
