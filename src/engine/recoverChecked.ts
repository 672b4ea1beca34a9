/** Clears away an old version that was set aside beside its path, for a step that did not come about. */
import { Effect } from "effect"
import { type Entry, type File, sameVersion } from "../domain/Entry.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { type Side } from "../domain/Side.ts"
import { type Endpoint } from "../endpoint/Endpoint.ts"
import { type EndpointError } from "../endpoint/EndpointError.ts"
import { bringToLight } from "./bringToLight.ts"
import { holdsDigest } from "./contentDigest.ts"

/**
 * It goes back if its place is free, and is removed otherwise, if it is the version that was to go. Any other version is
 * an edit that came just before it was set aside: on a side of a two-way pair it is brought to light, elsewhere it stays
 * under the name that it has now.
 */
export const recoverChecked = Effect.fnUntraced(
  function*(
    endpoint: Endpoint,
    aside: RelPath,
    home: RelPath,
    { expected, side }: { readonly expected: File | undefined; readonly side: Side | undefined },
  ): Effect.fn.Return<void, EndpointError> {
    const found = yield* endpoint.stat(aside)
    if (found === undefined) return
    const isNeeded = (yield* endpoint.stat(home)) === undefined
    if (isNeeded || (yield* isVersion(endpoint, aside, expected, found))) return yield* endpoint.recover(aside, home)
    if (side !== undefined) yield* bringToLight(endpoint, side, { aside, home, found })
  },
)

/** Some servers date a file anew when they rename it; then its content tells. */
const isVersion = (endpoint: Endpoint, aside: RelPath, expected: File | undefined, found: Entry) =>
  found._tag !== "File" || expected?.size !== found.size || sameVersion(expected, found)
    ? Effect.succeed(sameVersion(expected, found))
    : holdsDigest(endpoint, aside, found, expected.digest)
