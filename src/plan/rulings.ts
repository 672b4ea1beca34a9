/** Which policy holds for which path of a two-way pair. */
import { type Conflicts } from "../domain/Pair.ts"
import { policyFor } from "../domain/policyFor.ts"
import { parentOf, type RelPath } from "../domain/RelPath.ts"
import { type Side } from "../domain/Side.ts"
import { type Ruling } from "./arbitrate.ts"
import { type Desire } from "./desire.ts"
import { type Evidence } from "./Evidence.ts"
import { type Decisions } from "./makePlan.ts"

/** What somebody decided about the very path comes first, then the first rule that matches it. */
export const makeRulings = (
  conflicts: Conflicts,
  { isFirstContact }: Pick<Evidence, "isFirstContact">,
  decisions: Decisions,
): (path: RelPath) => Ruling => {
  const ruled = policyFor(conflicts)
  return (path) => {
    const decided = decisions.get(path)
    return { policy: decided ?? ruled(path).policy, isDecision: decided !== undefined, isFirstContact }
  }
}

/** Who decides for a file against a folder decides about all that is in the folder. */
export const decidedAbove = (
  decisions: Decisions,
  { left, right }: Pick<Evidence, Side>,
  path: RelPath,
): Desire | undefined => {
  if (decisions.size === 0) return undefined
  for (let above = parentOf(path); above !== undefined; above = parentOf(above)) {
    const resolve = decisions.get(above)?.resolve
    const isSettled = left.get(above)?._tag === right.get(above)?._tag // an old decision: both have a folder there now
    if (!isSettled && (resolve === "left" || resolve === "right")) return { _tag: "Take", from: resolve }
  }
  return undefined
}
