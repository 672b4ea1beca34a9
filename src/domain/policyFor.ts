/** Which of a pair's policies decides about which path. */
import { makeFilter } from "./filter/makeFilter.ts"
import { type Conflicts, type Policy } from "./Pair.ts"
import { type RelPath } from "./RelPath.ts"

export interface Ruled {
  readonly policy: Policy
  readonly rule: number | undefined // from 0; undefined: no rule matches, so the pair's own policy holds
}

export const policyFor = ({ policy, rules }: Conflicts): (path: RelPath) => Ruled => {
  const filter = makeFilter(rules.map(({ match }) => ({ _tag: "Include", glob: match })))
  return (path) => {
    const { rule } = filter.scopeOf(path, false)
    return { policy: (rule === undefined ? undefined : rules[rule]?.policy) ?? policy, rule }
  }
}
