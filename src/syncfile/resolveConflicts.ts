/** What decides about conflicts: a pair's own policy over that of `defaults` over ours, and the same for each rule. */
import { type Conflicts, type Policy } from "../domain/Pair.ts"
import { type Loose } from "./Parsed.ts"
import { type Reading } from "./Reading.ts"
import { resolveGlob } from "./resolveGlob.ts"
import { type KeyPath } from "./SourceMap.ts"
import { type WrittenConflictRule, type WrittenConflicts } from "./WrittenConflicts.ts"

/** A rule with a glob that works, and as much of a policy as it says itself. */
export interface ConflictRule {
  readonly match: string
  readonly written: Loose<WrittenConflictRule>
}

/** Without the rules that are wrong. `path` leads to the list. */
export const conflictRules = (
  reading: Reading,
  path: KeyPath,
  written: Loose<WrittenConflicts["rules"]>,
): ReadonlyArray<ConflictRule> =>
  (written ?? []).flatMap((rule, index) => {
    if (rule?.match === undefined) return []
    const match = resolveGlob(reading, [...path, index, "match"], rule.match)
    return match === undefined ? [] : [{ match, written: rule }]
  })

/** Maps merge and lists replace: `rules` are those of the pair, or of `defaults` if it has none of its own. */
export const resolveConflicts = (
  rules: ReadonlyArray<ConflictRule>,
  own: Loose<WrittenConflicts> | undefined,
  shared: Loose<WrittenConflicts> | undefined,
): Conflicts => {
  const policy = policyOf(own, policyOf(shared, noConflicts.policy))
  return { policy, rules: rules.map(({ match, written }) => ({ match, policy: policyOf(written, policy) })) }
}

/** What copy and mirror pairs have: with a direction given, there is nothing to decide. */
export const noConflicts: Conflicts = {
  policy: { resolve: "hold", loser: "backup", againstDelete: "edit" },
  rules: [],
}

const policyOf = (written: Loose<Partial<Policy>> | undefined, otherwise: Policy): Policy => ({
  resolve: written?.resolve ?? otherwise.resolve,
  loser: written?.loser ?? otherwise.loser,
  againstDelete: written?.againstDelete ?? otherwise.againstDelete,
})
