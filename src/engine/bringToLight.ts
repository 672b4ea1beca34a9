/** Gives an edit that lies under a name of our own, and whose place was taken meanwhile, a name that people see. */
import { Effect } from "effect"
import { type Entry } from "../domain/Entry.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { type Side } from "../domain/Side.ts"
import { originOf, temporaryName } from "../domain/temporaries.ts"
import { type Endpoint } from "../endpoint/Endpoint.ts"
import { type EndpointError } from "../endpoint/EndpointError.ts"
import { conflictCopy } from "../plan/conflictCopy.ts"

/** No file has that many copies; a server that says that every name is taken is not asked for ever. */
const mostNames = 100

/**
 * It becomes a copy beside its place, as those of conflicts do, which the next pass takes to the other side. A link, and
 * a folder on a server that can move none, stay where they are.
 */
export const bringToLight = Effect.fnUntraced(
  function*(
    endpoint: Endpoint,
    side: Side,
    { aside, home, found }: { readonly aside: RelPath; readonly home: RelPath; readonly found: Entry },
  ): Effect.fn.Return<void, EndpointError> {
    const origin = originOf(aside)
    if (origin === undefined || (found._tag !== "File" && found._tag !== "Directory")) return
    const taken = new Set<RelPath>()
    const modified = found._tag === "File" ? found.modified : Number.NaN
    while (taken.size < mostNames) {
      const copy = conflictCopy(home, side, { modified }, (path) => taken.has(path))
      taken.add(copy)
      if ((yield* endpoint.stat(copy)) !== undefined) continue
      return yield* endpoint.move(aside, copy, found, temporaryName(origin.run, origin.number, 1)).pipe(
        Effect.asVoid,
        Effect.catchIf(({ reason }) => reason._tag === "Unsupported", () => Effect.void),
      )
    }
  },
)
