/** Clears away an old version that was set aside beside its path, for a step that did not come about. */
import { Effect } from "effect"
import { type Entry, sameVersion } from "../domain/Entry.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { type Endpoint } from "../endpoint/Endpoint.ts"
import { type EndpointError } from "../endpoint/EndpointError.ts"

/**
 * It goes back if its place is free, and is removed otherwise, if it is the version that was to go. Any other version is
 * an edit that came just before it was set aside: that stays, under the name that it has now.
 */
export const clearAside = (
  endpoint: Endpoint,
  aside: RelPath,
  home: RelPath,
  expected: Entry | undefined,
): Effect.Effect<void, EndpointError> =>
  Effect.flatMap(endpoint.stat(aside), (found) => {
    if (found === undefined) return Effect.void
    if (sameVersion(expected, found)) return endpoint.recover(aside, home)
    return Effect.flatMap(
      endpoint.stat(home),
      (there) => there === undefined ? endpoint.recover(aside, home) : Effect.void,
    )
  })
