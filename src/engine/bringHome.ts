/** Brings an old version back from the backup to where it was, if it has a place to come back to. */
import { Effect } from "effect"
import { type RelPath } from "../domain/RelPath.ts"
import { type Endpoint } from "../endpoint/Endpoint.ts"
import { type EndpointError } from "../endpoint/EndpointError.ts"

/** Where the folder is gone that it lay in, by the user's hand, it stays in the backup. */
export const bringHome = (endpoint: Endpoint, kept: RelPath, home: RelPath): Effect.Effect<void, EndpointError> =>
  Effect.catchIf(
    endpoint.putBack(kept, home),
    ({ reason }) => reason._tag === "NotFound" || reason._tag === "NotADirectory",
    () => Effect.void,
  )
