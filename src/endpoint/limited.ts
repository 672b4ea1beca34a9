/** An endpoint that never has more under way than it says it can take, however much is asked of it at once. */
import { Effect, Semaphore, Stream } from "effect"
import { type Endpoint } from "./Endpoint.ts"
import { type EndpointError } from "./EndpointError.ts"

interface Gates {
  readonly listings: Semaphore.Semaphore
  readonly transfers: Semaphore.Semaphore // files open, for reading and for writing
}

/** Its backup folder counts with it: it is on the same disk or server. */
export const limited = (endpoint: Endpoint): Endpoint => {
  let made: Gates | undefined
  const gates = Effect.suspend(() => made === undefined ? Effect.map(make(endpoint), keep) : Effect.succeed(made))
  const keep = (found: Gates) => made ??= found // two may have asked at the same time
  return {
    ...limitedBy(endpoint, gates),
    backup: endpoint.backup && limitedBy(endpoint.backup, gates),
  }
}

const limitedBy = (endpoint: Endpoint, gates: Effect.Effect<Gates, EndpointError>): Endpoint => ({
  ...endpoint,
  list: (directory) => Effect.flatMap(gates, ({ listings }) => listings.withPermits(1)(endpoint.list(directory))),
  read: (path, file) =>
    Stream.unwrap(Effect.gen(function*() {
      const { transfers } = yield* gates
      yield* Effect.acquireRelease(transfers.take(1), () => transfers.release(1), { interruptible: true })
      return endpoint.read(path, file)
    })),
  write: (writing, content) =>
    Effect.flatMap(gates, ({ transfers }) => transfers.withPermits(1)(endpoint.write(writing, content))),
})

const make = (endpoint: Endpoint): Effect.Effect<Gates, EndpointError> =>
  Effect.gen(function*() {
    const { listings, transfers } = yield* endpoint.capabilities("source")
    return { listings: yield* Semaphore.make(listings), transfers: yield* Semaphore.make(transfers) }
  })
