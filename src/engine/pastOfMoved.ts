/** What is remembered of something that was renamed: its past, as the side that it was renamed on shows it now. */
import { Effect } from "effect"
import { type Move } from "../domain/Action.ts"
import { type Agreement } from "../domain/Baseline.ts"
import { type Entry, sameVersion } from "../domain/Entry.ts"
import { type Endpoint } from "../endpoint/Endpoint.ts"
import { holdsDigest } from "./contentDigest.ts"

/**
 * Somebody may have written to the new name before it was looked at. That must look like a change in the next pass, so
 * only what is sure to be the file that was moved takes the place of how it was seen before.
 */
export const pastOfMoved = Effect.fnUntraced(function*(
  action: Move,
  shown: Entry,
  target: Endpoint,
): Effect.fn.Return<Agreement | undefined> {
  const { path, side, carried } = action
  const own = carried.find((each) => each.path === path)?.agreement
  const before = own?.[side]
  if (own === undefined || before?._tag !== "File" || shown._tag !== "File") return own
  // Some servers date a file anew when they rename it; then its content tells.
  const isIt = sameVersion(action.moved, shown) || (yield* holdsDigest(target, path, shown, before.digest))
  if (!isIt) return own
  const now: Entry = before.digest === undefined ? shown : { ...shown, digest: before.digest }
  return side === "left" ? { left: now, right: own.right } : { left: own.left, right: now }
})
