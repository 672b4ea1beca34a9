/** Which policy holds for which path of a two-way pair. */
import { type Conflicts } from "../domain/Pair.ts"
import { policyFor } from "../domain/policyFor.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { type Ruling } from "./arbitrate.ts"
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
