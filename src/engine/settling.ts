/** Gathers what is settled into batches: one transaction every half second or thousand paths, not one a path. */
import { Effect, Schedule, Semaphore } from "effect"
import { type Run, type Settled } from "../state/StateStore.ts"

const mostInBatch = 1000
const every = "500 millis"

/** What was not flushed yet when the scope closes is flushed then. A batch that could not be written waits for the next. */
export const settling = Effect.fnUntraced(function*(run: Run) {
  const gate = yield* Semaphore.make(1)
  let waiting: Array<Settled> = []

  const flush = gate.withPermits(1)(Effect.suspend(() => {
    const batch = waiting
    waiting = []
    if (batch.length === 0) return Effect.void
    const keep = Effect.sync(() => void (waiting = [...batch, ...waiting])) // the next flush tries again
    return Effect.uninterruptible(Effect.onError(run.settle(batch), () => keep))
  }))
  const settle = (settled: ReadonlyArray<Settled>) => {
    for (const each of settled) waiting.push(each)
    return waiting.length < mostInBatch ? Effect.void : flush
  }
  yield* Effect.addFinalizer(() => Effect.ignore(flush, { log: true }))
  yield* Effect.forkScoped(Effect.repeat(Effect.ignore(flush, { log: true }), Schedule.spaced(every)))
  return { settle, flush }
})
