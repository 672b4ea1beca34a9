/** Reads the last runs of a pair, and what they did. */
import { Effect } from "effect"
import { type SqlError } from "effect/sql/SqlError"
import { type PastRun, type StateError } from "../StateStore.ts"
import { readTexts, unpackDeeds } from "./deeds.ts"
import { type OpenPair, readTransaction } from "./OpenPair.ts"
import { readPast } from "./readPast.ts"
import { toRunRecord } from "./RunRow.ts"
import { damaged } from "./stateErrorAt.ts"

export const readHistory = (
  at: OpenPair,
  most: number,
  only: string | undefined,
): Effect.Effect<ReadonlyArray<PastRun>, StateError> => readTransaction(at, read(at, most, only))

const read = Effect.fnUntraced(
  function*(
    at: OpenPair,
    most: number,
    only: string | undefined,
  ): Effect.fn.Return<ReadonlyArray<PastRun>, SqlError | StateError> {
    const past = yield* readPast(at)
    if (past === undefined) return []
    const runs = past.runs.filter(({ id }) => only === undefined || id === only).toReversed().slice(0, most)
    const heads = new Map(past.deeds.map((head) => [head.run, head]))
    const texts = yield* readTexts(at.sql, runs.map(({ number }) => number))
    const history: Array<PastRun> = []
    for (const run of runs) {
      const head = heads.get(run.number)
      const deeds = head === undefined ? [] : unpackDeeds(head, texts.get(run.number) ?? "")
      if (deeds === undefined) {
        return yield* damaged(at.file, `what run ${run.id} did is not what was written`, at.pair)
      }
      history.push({ ...toRunRecord(run), deeds, done: head?.done ?? 0 })
    }
    return history
  },
)
