/** Looks for what unfinished runs left, in the folders where they meant to write: filters may hide those by now. */
import { Effect } from "effect"
import { childOf, parentOf, type RelPath } from "../domain/RelPath.ts"
import { runOf } from "../domain/temporaries.ts"
import { type UnfinishedRun } from "../state/StateStore.ts"
import { type Sides } from "./Sides.ts"

const listingsAtOnce = 64

/** A folder that cannot be listed, or is gone, has nothing in it that could be cleared away now. */
export const findLeftovers = Effect.fn("findLeftovers")(function*(
  unfinished: ReadonlyArray<UnfinishedRun>,
  { right }: Sides,
) {
  const folders = new Set(
    unfinished.flatMap(({ intents }) => Array.from(intents.values(), ({ path }) => parentOf(path))),
  )
  const found = yield* Effect.forEach(folders, (folder) =>
    right.list(folder).pipe(
      Effect.map(({ entries }) =>
        entries.map(([name]) => childOf(folder, name)).filter((path) => runOf(path) !== undefined)
      ),
      Effect.catchIf((error) => !error.isConnection, () => Effect.succeed<ReadonlyArray<RelPath>>([])),
    ), { concurrency: listingsAtOnce })
  return found.flat()
})
