/** The middle of some numbers, or the mean of the two in the middle. There has to be one. */

export const median = (numbers: ReadonlyArray<number>): number => {
  const sorted = numbers.toSorted((a, b) => a - b)
  const half = sorted.length / 2
  const upper = sorted[Math.floor(half)]
  const lower = sorted[Math.ceil(half) - 1]
  if (upper === undefined || lower === undefined) throw new RangeError("no numbers, no median")
  return (lower + upper) / 2
}
