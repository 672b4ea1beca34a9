/** The bounds on size and age among a filter's rules: whatever their order, a file has to be within all of them. */
import { type FilterRule } from "./FilterRule.ts"

export interface Bounds {
  readonly minSize: number // bytes
  readonly maxSize: number
  readonly minAge: number // milliseconds
  readonly maxAge: number
}

/** Several bounds of one kind leave what all of them allow. Both ends belong to what is allowed. */
export const boundsOf = (rules: ReadonlyArray<FilterRule>): Bounds => {
  let { minSize, maxSize, minAge, maxAge }: Bounds = unbounded
  for (const rule of rules) {
    if (rule._tag === "MinSize") minSize = Math.max(minSize, rule.bytes)
    if (rule._tag === "MaxSize") maxSize = Math.min(maxSize, rule.bytes)
    if (rule._tag === "MinAge") minAge = Math.max(minAge, rule.milliseconds)
    if (rule._tag === "MaxAge") maxAge = Math.min(maxAge, rule.milliseconds)
  }
  return { minSize, maxSize, minAge, maxAge }
}

/** What is wrong with bounds that no file can be within. */
export const contradictionIn = ({ minSize, maxSize, minAge, maxAge }: Bounds): string | undefined => {
  if (minSize > maxSize) return "The smallest size allowed is larger than the largest, so every file would be left out."
  if (minAge > maxAge) return "The lowest age allowed is higher than the highest, so every file would be left out."
  return undefined
}

const unbounded: Bounds = { minSize: -Infinity, maxSize: Infinity, minAge: -Infinity, maxAge: Infinity }
