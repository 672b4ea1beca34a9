/** `syncfile status`: what is remembered of each pair. Looks at the state alone, connects nowhere. */
import { Clock, DateTime, Effect, Option } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { type Pair } from "../domain/Pair.ts"
import { formatDuration } from "../report/formatDuration.ts"
import { jsonText } from "../report/json.ts"
import { renderTable } from "../report/renderTable.ts"
import { type Memory, StateStore } from "../state/StateStore.ts"
import { duration } from "./duration.ts"
import { Environment } from "./Environment.ts"
import { ExitCode } from "./ExitCode.ts"
import { loadSetup } from "./findSyncfile.ts"
import * as globals from "./globals.ts"
import { say, styleOf } from "./look.ts"
import { selectPairs } from "./selectPairs.ts"
import { endWith, withDoors } from "./withDoors.ts"

export const statusCommand = Command.make(
  "status",
  {
    pairs: Argument.String("pair").pipe(Argument.withDescription("Only these pairs"), Argument.variadic()),
    maxAge: Flag.String("max-age").pipe(
      Flag.withMetavar("26h"),
      Flag.withDescription("Exit with 1 unless each pair's last run went well and is not older than this"),
      Flag.optional,
    ),
  },
  Effect.fnUntraced(function*({ pairs: names, maxAge }) {
    const setup = yield* loadSetup
    const pairs = yield* selectPairs(setup, names)
    const oldest = Option.isNone(maxAge) ? undefined : yield* duration("--max-age", maxAge.value)
    const now = yield* Clock.currentTimeMillis
    const rows = yield* withDoors(
      setup,
      false,
      Effect.forEach(pairs, (pair) => Effect.map(load(pair), rowOf(pair, now))),
    )
    if (yield* globals.Json) yield* say(jsonText({ name: setup.name, pairs: rows }))
    else {
      const { output } = yield* Environment
      const cells = rows.map((
        row,
      ) => [row.pair, row.mode, row.state, ageText(row.age), String(row.entries), row.message])
      yield* say(
        renderTable(["PAIR", "MODE", "STATE", "LAST RUN", "IN STEP", "MESSAGE"], cells, yield* styleOf(output)),
      )
    }
    const isOld = rows.some(({ state, age }) =>
      oldest !== undefined && (state !== "ok" || age === undefined || age > oldest)
    )
    yield* endWith(isOld ? ExitCode.failed : ExitCode.success)
  }),
).pipe(Command.withDescription("Show the last run of each pair"))

const load = (pair: Pair) => Effect.flatMap(StateStore, (state) => state.load(pair.name))

const rowOf = ({ name, mode }: Pair, now: number) => ({ baseline, lastApply: lastRun }: Memory) => {
  const state = lastRun === undefined ? "never ran" : lastRun.outcome ?? "unfinished" // or still under way
  const at = lastRun?.finished ?? lastRun?.started
  return {
    pair: name,
    mode,
    state,
    age: at === undefined ? undefined : now - at, // milliseconds
    at: at === undefined ? undefined : DateTime.formatIso(DateTime.makeUnsafe(at)),
    entries: baseline.size,
    message: lastRun?.summary ?? "",
  }
}

const ageText = (age: number | undefined): string => age === undefined ? "-" : `${formatDuration(age)} ago`
