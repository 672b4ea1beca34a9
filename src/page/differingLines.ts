/** Which lines of a text are not as in another one: the stretch between what both begin and what both end with. */

export interface Stretch {
  readonly from: number // the index of its first line
  readonly to: number // of the first line after it
}

export const differingLines = (lines: ReadonlyArray<string>, others: ReadonlyArray<string>): Stretch => {
  const least = Math.min(lines.length, others.length)
  let from = 0
  while (from < least && lines[from] === others[from]) from += 1
  let same = 0
  while (same < least - from && lines.at(-1 - same) === others.at(-1 - same)) same += 1
  return { from, to: lines.length - same }
}
