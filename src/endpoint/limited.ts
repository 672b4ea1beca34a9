/** An endpoint that never has more under way than it says it can take, however much is asked of it at once. */
import { Effect, Semaphore, Stream } from "effect"
import { type Endpoint } from "./Endpoint.ts"
import { type EndpointError } from "./EndpointError.ts"
import { Flight } from "./Flight.ts"

interface Gates {
  readonly listings: Flight
  readonly transfers: Semaphore.Semaphore // files open, for reading and for writing
  readonly restored: Semaphore.Semaphore // old versions open for reading
}

/** How many old versions are worth bringing back at once. */
export const mostRestored = 8

/**
 * Its backup folder counts with it: it is on the same disk or server. But what is read there is read in the middle of
 * writing it, and one gate for both would have each write wait for its own content.
 */
export const limited = (endpoint: Endpoint): Endpoint => {
  let made: Gates | undefined
  const gates = Effect.suspend(() => made === undefined ? Effect.map(make(endpoint), keep) : Effect.succeed(made))
  const keep = (found: Gates) => made ??= found // two may have asked at the same time
  return {
    ...limitedBy(endpoint, gates),
    backup: endpoint.backup && limitedBy(
      endpoint.backup,
      Effect.map(gates, ({ listings, restored }) => ({ listings, transfers: restored })),
    ),
  }
}

const limitedBy = (
  endpoint: Endpoint,
  gates: Effect.Effect<Pick<Gates, "listings" | "transfers">, EndpointError>,
): Endpoint => ({
  ...endpoint,
  list: (directory) => Effect.flatMap(gates, ({ listings }) => listings.through(endpoint.list(directory))),
  read: (path, file, from) =>
    Stream.unwrap(Effect.gen(function*() {
      const { transfers } = yield* gates
      yield* Effect.acquireRelease(transfers.take(1), () => transfers.release(1), { interruptible: true })
      return endpoint.read(path, file, from)
    })),
  write: (writing, content) =>
    Effect.flatMap(gates, ({ transfers }) => transfers.withPermits(1)(endpoint.write(writing, content))),
  assemble: (writing, basis, pieces) =>
    // two files are open for it
    Effect.flatMap(gates, ({ transfers }) => transfers.withPermits(2)(endpoint.assemble(writing, basis, pieces))),
})

const make = (endpoint: Endpoint): Effect.Effect<Gates, EndpointError> =>
  Effect.gen(function*() {
    const { listings, transfers } = yield* endpoint.capabilities("source")
    return {
      listings: new Flight(listings),
      transfers: yield* Semaphore.make(transfers),
      restored: yield* Semaphore.make(Math.min(mostRestored, transfers)),
    }
  })
