/** Makes of a pair's ordered rules the filter that says which paths below its sides are wanted. */
import { Result } from "effect"
import { type RelPath } from "../RelPath.ts"
import { boundsOf } from "./bounds.ts"
import { compileGlob } from "./compileGlob.ts"
import { type FilterRule } from "./FilterRule.ts"
import { makeMatcher, type MatcherRule } from "./makeMatcher.ts"

/**
 * `in`: the path is wanted. `through`: a directory that is not wanted itself, while something below it may be, so it is
 * listed. `out`: not wanted, and nothing below it can be. A file is only ever in or out.
 */
export type Scope = "in" | "through" | "out"

export interface Verdict {
  readonly scope: Scope
  readonly rule: number | undefined // the index of the rule that decided; no rule is in
}

export interface Filter {
  readonly scopeOf: (path: RelPath, isDirectory: boolean) => Verdict
  /** Whether size and age are within the bounds. A file beyond them is not `out`: it is asked for separately. */
  readonly inBounds: (file: { readonly size: number; readonly modified: number }, now: number) => boolean
}

/** The rules were checked when they were read: a glob that does not compile is a defect. */
export const makeFilter = (rules: ReadonlyArray<FilterRule>): Filter => {
  const indices: Array<number> = []
  const globs: Array<MatcherRule> = []
  for (const [index, rule] of rules.entries()) {
    if (rule._tag !== "Include" && rule._tag !== "Exclude") continue
    const { syntax, proves } = Result.getOrThrowWith(compileGlob(rule.glob), (message) => new Error(message))
    indices.push(index)
    globs.push({ syntax, proves, isExclude: rule._tag === "Exclude" })
  }
  const matcher = makeMatcher(globs)
  const verdictsIn = indices.map((rule): Verdict => ({ scope: "in", rule }))
  const verdictsOut = indices.map((rule): Verdict => ({ scope: "out", rule }))
  const verdictsThrough = indices.map((rule): Verdict => ({ scope: "through", rule }))
  const { minSize, maxSize, minAge, maxAge } = boundsOf(rules)
  return {
    scopeOf: globs.length === 0 ? () => inWithoutRule : (path, isDirectory) => {
      const decided = isDirectory ? matcher.ruleForDirectory(path) : matcher.ruleForFile(path)
      if (decided === undefined) return inWithoutRule
      if (globs[decided]?.isExclude !== true) return verdictsIn[decided] ?? inWithoutRule
      const excluded = isDirectory && matcher.mayReachBelow(path) ? verdictsThrough : verdictsOut
      return excluded[decided] ?? inWithoutRule
    },
    inBounds: ({ size, modified }, now) => {
      const age = now - modified
      return size >= minSize && size <= maxSize && age >= minAge && age <= maxAge
    },
  }
}

const inWithoutRule: Verdict = { scope: "in", rule: undefined }
