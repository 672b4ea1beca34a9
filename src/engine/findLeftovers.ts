/** Looks for what unfinished runs left, in the folders where they meant to write: filters may hide those by now. */
import { Effect } from "effect"
import { childOf, parentOf, type RelPath } from "../domain/RelPath.ts"
import { type Side } from "../domain/Side.ts"
import { runOf } from "../domain/temporaries.ts"
import { type Endpoint } from "../endpoint/Endpoint.ts"
import { type UnfinishedRun } from "../state/StateStore.ts"

const listingsAtOnce = 64

/** A folder that cannot be listed, or is gone, has nothing in it that could be cleared away now. */
export const findLeftovers = Effect.fn("findLeftovers")(function*(
  unfinished: ReadonlyArray<UnfinishedRun>,
  side: Side,
  endpoint: Endpoint,
) {
  const folders = new Set<RelPath | undefined>([undefined]) // the root is where marks are written
  for (const { intents } of unfinished) {
    for (const intent of intents.values()) {
      if (intent.side === side) folders.add(parentOf(intent.from ?? intent.path))
    }
  }
  const found = yield* Effect.forEach(folders, (folder) =>
    endpoint.list(folder).pipe(
      Effect.map(({ entries }) =>
        entries.map(([name]) => childOf(folder, name)).filter((path) => runOf(path) !== undefined)
      ),
      Effect.catchIf((error) => !error.isConnection, () => Effect.succeed<ReadonlyArray<RelPath>>([])),
    ), { concurrency: listingsAtOnce })
  return found.flat()
})
