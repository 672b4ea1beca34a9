/** `syncfile status`: how each pair is: what the state remembers, and what the watch says if one goes on. Connects nowhere. */
import { Clock, DateTime, Effect, Option, Result } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { type StatusDocument } from "../daemon/StatusDocument.ts"
import { type Pair } from "../domain/Pair.ts"
import { type Setup } from "../domain/Setup.ts"
import { checkedPasses } from "../domain/watch/checks.ts"
import { cameToPlan } from "../domain/watch/Pass.ts"
import { type Suspension } from "../domain/watch/Suspension.ts"
import { jsonText } from "../report/json.ts"
import { renderStatus, type StatusRow } from "../report/renderStatus.ts"
import { StateStore } from "../state/StateStore.ts"
import { askWatch, NoAnswer } from "./askWatch.ts"
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
    const { trouble, watched } = yield* askForStatus
    if (Result.isFailure(setup)) {
      if (trouble !== undefined) yield* remark(`Error: ${trouble}`)
      if (watched === undefined) return yield* setup.failure
      yield* remark(`${failureOf(setup.failure).message}\n\nThe watch goes on with the last good syncfile:`)
      yield* tell(watched.name, watched.pairs.map((pair) => watchedRow(pair, watched.now)), { watched, trouble })
      return yield* endWith(ExitCode.invalid)
    }
    const rows = yield* rowsOf(setup.success, yield* selectPairs(setup.success, names), watched)
    yield* tell(setup.success.name, rows, { watched, trouble })
    const isOld = rows.some(({ age, isWell }) => oldest !== undefined && (!isWell || age === undefined || age > oldest))
    yield* endWith(isOld || trouble !== undefined ? ExitCode.failed : ExitCode.success)
  }),
).pipe(Command.withDescription("Show how each pair is"))

interface Row extends StatusRow {
  readonly isWell: boolean // its last pass went well
  readonly at: number | undefined // when that ended
  readonly entries: number | undefined // in step after it
}

/** What a watch says, if one goes on, or what is wrong with one that does not answer as it should. */
interface Told {
  readonly watched: StatusDocument | undefined
  readonly trouble: string | undefined
}

const askForStatus = Effect.flatMap(socketOf, (socket) => askWatch(socket, { path: "/api/status", isQuestion: true }))
  .pipe(
    Effect.match({
      onSuccess: ({ document }): Told => ({ watched: document as StatusDocument, trouble: undefined }),
      onFailure: (error): Told => ({
        watched: undefined,
        trouble: error instanceof NoAnswer && error.why !== "nobody" ? error.message : undefined,
      }),
    }),
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
    const passes = yield* state.passes.last(name, checkedPasses)
    const [last] = passes
    const planned = passes.find(cameToPlan) // those since then may have failed before there was one
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
      pending: planned?.pending ?? 0,
      conflicts: planned?.conflicts ?? 0,
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

const documentOf = ({ age, at, conflicts, due, entries, message, mode, pair, pending, state }: Row) => ({
  pair,
  mode,
  state,
  age,
  at: at === undefined ? undefined : DateTime.formatIso(DateTime.makeUnsafe(at)),
  due,
  pending,
  conflicts,
  entries,
  message,
})

const tell = Effect.fnUntraced(function*(name: string, rows: ReadonlyArray<Row>, { trouble, watched }: Told) {
  if (yield* globals.Json) {
    return yield* say(jsonText({
      name,
      watched: watched !== undefined,
      trouble: trouble ?? null,
      refusal: watched?.refusal?.message ?? null,
      pairs: rows.map(documentOf),
    }))
  }
  const { output } = yield* Environment
  yield* say(renderStatus(rows, yield* styleOf(output)))
  if (watched?.broken) yield* remark(`The watch has to be started anew: ${watched.broken}`)
  if (watched?.refusal) yield* remark(`The watch could not use the syncfile: ${watched.refusal.message}`)
  if (watched === undefined) {
    yield* remark(trouble === undefined ? "No watch goes on with this syncfile." : `Error: ${trouble}`)
  }
})
