/** Compares what the filters do with a recorded case, and holds the listed differences to being real. */
import { assert } from "@effect/vitest"
import { type Difference, differences } from "./differences.ts"

/**
 * `disagreement` says how the two differ, or is `undefined`. What is listed as a difference has to differ: the list
 * cannot outlive its reasons.
 */
export const holdsAsListed = (group: Difference["group"], of: string, disagreement: string | undefined): void => {
  const listed = differences.find((difference) => difference.group === group && difference.of === of)
  if (listed === undefined) assert.isUndefined(disagreement, `${group} ${of}`)
  else assert.isDefined(disagreement, `${group} ${of} agrees, though it is listed: ${listed.reason}`)
}

/** How two lists differ, to be read. */
export const differenceOf = (actual: ReadonlyArray<string>, expected: ReadonlyArray<string>): string | undefined => {
  const missing = expected.filter((path) => !actual.includes(path)).map((path) => `-${path}`)
  const extra = actual.filter((path) => !expected.includes(path)).map((path) => `+${path}`)
  return missing.length + extra.length === 0 ? undefined : [...missing, ...extra].join(" ")
}
