/** Endpoints that take their time, so that requests overlap and batches of the journal are written in between. */
import { Effect, Stream } from "effect"
import { type Endpoint } from "../../../src/endpoint/Endpoint.ts"

/** The pauses come over and over, in the order in which requests are made. */
export const dawdling = (pauses: ReadonlyArray<number>) => {
  let next = 0
  const pause = Effect.suspend(() => {
    const millis = pauses[next++ % pauses.length] ?? 0
    return millis === 0 ? Effect.void : Effect.sleep(millis)
  })
  const slowly = <A, E>(work: Effect.Effect<A, E>) => Effect.andThen(pause, work)
  return (endpoint: Endpoint): Endpoint => ({
    ...endpoint,
    list: (directory) => slowly(endpoint.list(directory)),
    stat: (path) => slowly(endpoint.stat(path)),
    read: (path, file) => Stream.unwrap(Effect.as(pause, endpoint.read(path, file))),
    write: (writing, content) => slowly(endpoint.write(writing, content)),
    makeDirectory: (path) => slowly(endpoint.makeDirectory(path)),
    remove: (removal) => slowly(endpoint.remove(removal)),
    move: (...moving) => slowly(endpoint.move(...moving)),
  })
}
