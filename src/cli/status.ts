/** `syncfile status`: how each pair is: what the state remembers, and what the watch says if one goes on. Connects nowhere. */
import { Clock, DateTime, Effect, Option, Result } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { type StatusDocument } from "../daemon/StatusDocument.ts"
import { type Pair } from "../domain/Pair.ts"
import { type Setup } from "../domain/Setup.ts"
import { type Suspension } from "../domain/watch/Suspension.ts"
import { jsonText } from "../report/json.ts"
import { renderStatus, type StatusRow } from "../report/renderStatus.ts"
import { StateStore } from "../state/StateStore.ts"
import { askWatch } from "./askWatch.ts"
import { duration } from "./duration.ts"
import { Environment } from "./Environment.ts"
import { ExitCode } from "./ExitCode.ts"
import { failureOf } from "./Failure.ts"
import { findSyncfile, readSetup } from "./findSyncfile.ts"
import * as globals from "./globals.ts"
import { remark, say, styleOf } from "./look.ts"
import { selectPairs } from "./selectPairs.ts"
import { socketOf } from "./socketOf.ts"
import { endWith, withDoors } from "./withDoors.ts"

export const statusCommand = Command.make(
  "status",
  {
    pairs: Argument.String("pair").pipe(Argument.withDescription("Only these pairs"), Argument.variadic()),
    maxAge: Flag.String("max-age").pipe(
      Flag.withMetavar("26h"),
      Flag.withDescription("Exit with 1 unless each pair's last pass went well and is not older than this"),
      Flag.optional,
    ),
  },
  Effect.fnUntraced(function*({ pairs: names, maxAge }) {
    const oldest = Option.isNone(maxAge) ? undefined : yield* duration("--max-age", maxAge.value)
    const { setup } = yield* readSetup(yield* findSyncfile)
    const watched = Option.getOrUndefined(yield* Effect.option(askForStatus))
    if (Result.isFailure(setup)) {
      if (watched === undefined) return yield* setup.failure
      yield* remark(`${failureOf(setup.failure).message}\n\nThe watch goes on with the last good syncfile:`)
      yield* tell(watched.name, watched.pairs.map((pair) => watchedRow(pair, watched.now)), watched)
      return yield* endWith(ExitCode.invalid)
    }
    const rows = yield* rowsOf(setup.success, yield* selectPairs(setup.success, names), watched)
    yield* tell(setup.success.name, rows, watched)
    const isOld = rows.some(({ age, isWell }) => oldest !== undefined && (!isWell || age === undefined || age > oldest))
    yield* endWith(isOld ? ExitCode.failed : ExitCode.success)
  }),
).pipe(Command.withDescription("Show how each pair is"))

interface Row extends StatusRow {
  readonly isWell: boolean // its last pass went well
  readonly at: number | undefined // when that ended
  readonly entries: number | undefined // in step after it
}

const askForStatus = Effect.flatMap(socketOf, (socket) => askWatch(socket, { path: "/api/status", isQuestion: true }))
  .pipe(
    Effect.map(({ document }) => document as StatusDocument),
  )

const rowsOf = Effect.fnUntraced(
  function*(setup: Setup, pairs: ReadonlyArray<Pair>, watched: StatusDocument | undefined) {
    const now = yield* Clock.currentTimeMillis
    const told = new Map(watched?.pairs.map((pair) => [pair.pair, pair]))
    return yield* withDoors(
      setup,
      false,
      Effect.gen(function*() {
        const { passes } = yield* StateStore
        const suspended = yield* passes.suspended
        return yield* Effect.forEach(
          pairs,
          (pair) =>
            Effect.map(rememberedRow(pair, suspended.get(pair.name), now), (row) => {
              const status = told.get(pair.name)
              return status === undefined ? row : { ...row, ...watchedRow(status, now), entries: row.entries }
            }),
        )
      }),
    )
  },
)

/** Before there were passes in the state there were runs. */
const rememberedRow = Effect.fnUntraced(
  function*({ mode, name }: Pair, suspension: Suspension | undefined, now: number) {
    const state = yield* StateStore
    const { baseline, lastApply } = yield* state.load(name)
    const [last] = yield* state.passes.last(name, 1)
    const at = last?.finished ?? lastApply?.finished ?? lastApply?.started
    const outcome = last?.outcome ?? (lastApply === undefined ? "never ran" : lastApply.outcome ?? "unfinished")
    const row: Row = {
      pair: name,
      mode,
      state: suspension === undefined ? outcome : "suspended",
      isWell: outcome === "ok",
      age: at === undefined ? undefined : now - at,
      at,
      due: undefined,
      pending: last?.pending ?? 0,
      conflicts: last?.conflicts ?? 0,
      entries: baseline.size,
      message: suspension?.reason || (last?.message ?? lastApply?.summary ?? ""),
    }
    return row
  },
)

const watchedRow = (
  { conflicts, detail, last, mode, next, pair, pending, phase }: StatusDocument["pairs"][number],
  now: number,
): Row => ({
  pair,
  mode,
  state: phase === "idle" ? last?.outcome ?? "waiting" : phase,
  isWell: last?.outcome === "ok",
  age: last === null ? undefined : now - last.finished,
  at: last?.finished,
  due: next === null ? undefined : next - now,
  pending,
  conflicts,
  entries: undefined,
  message: detail === "" || phase === "passing" ? last?.message ?? "" : detail,
})

const tell = Effect.fnUntraced(function*(name: string, rows: ReadonlyArray<Row>, watched: StatusDocument | undefined) {
  if (yield* globals.Json) {
    return yield* say(jsonText({
      name,
      watched: watched !== undefined,
      refusal: watched?.refusal?.message ?? null,
      pairs: rows.map(({ at, isWell: _, ...row }) => ({
        ...row,
        at: at === undefined ? undefined : DateTime.formatIso(DateTime.makeUnsafe(at)),
      })),
    }))
  }
  const { output } = yield* Environment
  yield* say(renderStatus(rows, yield* styleOf(output)))
  if (watched?.refusal) yield* remark(`The watch could not use the syncfile: ${watched.refusal.message}`)
  if (watched === undefined) yield* remark("No watch goes on with this syncfile.")
})
