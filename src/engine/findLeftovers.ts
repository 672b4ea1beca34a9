/** Looks for what unfinished runs left, in the folders where they meant to write: filters may hide those by now. */
import { Effect } from "effect"
import { childOf, parentOf, type RelPath } from "../domain/RelPath.ts"
import { type Side } from "../domain/Side.ts"
import { runOf } from "../domain/temporaries.ts"
import { type Endpoint } from "../endpoint/Endpoint.ts"
import { type EndpointError } from "../endpoint/EndpointError.ts"
import { type UnfinishedRun } from "../state/StateStore.ts"

const listingsAtOnce = 64

/** A folder that is gone has nothing in it. Of one that cannot be listed, that is not known: such folders are `unseen`. */
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
  const unseen: Array<EndpointError> = []
  const found = yield* Effect.forEach(folders, (folder) =>
    endpoint.list(folder).pipe(
      Effect.map(({ entries }) =>
        entries.names.map((name) => childOf(folder, name)).filter((path) => runOf(path) !== undefined)
      ),
      Effect.catchIf((error) => !error.isConnection, (error) => {
        if (!isGone(error)) unseen.push(error)
        return Effect.succeed<ReadonlyArray<RelPath>>([])
      }),
    ), { concurrency: listingsAtOnce })
  return { leftovers: found.flat(), unseen }
})

const isGone = ({ reason }: EndpointError): boolean => reason._tag === "NotFound" || reason._tag === "NotADirectory"
