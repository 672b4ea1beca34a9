/** Every file below a folder of our own making, with what it is. A folder that is not there holds none. */
import { Effect } from "effect"
import { type Entry } from "../domain/Entry.ts"
import { childOf, type RelPath } from "../domain/RelPath.ts"
import { type Endpoint } from "../endpoint/Endpoint.ts"
import { type EndpointError } from "../endpoint/EndpointError.ts"
import { signOfLife } from "../endpoint/SignOfLife.ts"

export interface Listed {
  readonly path: RelPath
  readonly entry: Entry
}

const listingsAtOnce = 16

/** Folders come after what is in them. */
export const listBelow = (
  endpoint: Endpoint,
  folder: RelPath | undefined,
  mayEnter: (path: RelPath) => boolean = () => true,
): Effect.Effect<ReadonlyArray<Listed>, EndpointError> =>
  endpoint.list(folder).pipe(
    Effect.tap(signOfLife),
    Effect.flatMap(({ entries }) =>
      Effect.forEach(entries, ([name, entry]): Effect.Effect<ReadonlyArray<Listed>, EndpointError> => {
        const path = childOf(folder, name)
        if (entry._tag !== "Directory") return Effect.succeed([{ path, entry }])
        if (!mayEnter(path)) return Effect.succeed([])
        return Effect.map(listBelow(endpoint, path), (below) => [...below, { path, entry }])
      }, { concurrency: listingsAtOnce })
    ),
    Effect.map((found) => found.flat()),
    Effect.catchIf(({ reason }) => reason._tag === "NotFound", () => Effect.succeed<ReadonlyArray<Listed>>([])),
  )
