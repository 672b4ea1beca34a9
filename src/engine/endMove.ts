/** Brings a version that was on its way to another name to one of the two names, for a move that did not come about. */
import { Effect } from "effect"
import { type RelPath } from "../domain/RelPath.ts"
import { type Side } from "../domain/Side.ts"
import { type Endpoint } from "../endpoint/Endpoint.ts"
import { type EndpointError } from "../endpoint/EndpointError.ts"
import { recoverChecked } from "./recoverChecked.ts"

/**
 * It may be nowhere else, so it is never removed: it goes back, or on where somebody has taken its place by now. With
 * neither of them free, or no folder to go on to, it becomes a copy beside the place that it came from.
 */
export const endMove = (
  endpoint: Endpoint,
  side: Side,
  aside: RelPath,
  { from, path }: { readonly from: RelPath; readonly path: RelPath },
): Effect.Effect<void, EndpointError> =>
  recoverChecked(endpoint, aside, from, unexpected).pipe(
    Effect.andThen(Effect.catchIf(
      recoverChecked(endpoint, aside, path, unexpected),
      ({ reason }) => reason._tag === "NotFound" || reason._tag === "NotADirectory",
      () => Effect.void,
    )),
    Effect.andThen(recoverChecked(endpoint, aside, from, { expected: undefined, side })),
  )

const unexpected = { expected: undefined, side: undefined }
