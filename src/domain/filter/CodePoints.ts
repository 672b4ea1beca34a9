/** A set of characters: sorted, separate ranges of code points, written [first, last, first, last, …]. */
export type CodePoints = ReadonlyArray<number>

export const lastCodePoint = 0x10ffff

export const codePoint = (code: number): CodePoints => [code, code]

export const codeOf = (character: string): number => character.codePointAt(0) ?? 0

export const slash: CodePoints = codePoint(codeOf("/"))

export const unionOf = (sets: ReadonlyArray<CodePoints>): CodePoints => {
  const ranges = sets.flatMap(rangesOf).sort((a, b) => a[0] - b[0])
  const union: Array<number> = []
  for (const [first, last] of ranges) {
    const end = union.at(-1)
    if (end === undefined || first > end + 1) union.push(first, last)
    else union[union.length - 1] = Math.max(end, last)
  }
  return union
}

export const complementOf = (set: CodePoints): CodePoints => {
  const complement: Array<number> = []
  let next = 0
  for (const [first, last] of rangesOf(set)) {
    if (first > next) complement.push(next, first - 1)
    next = last + 1
  }
  if (next <= lastCodePoint) complement.push(next, lastCodePoint)
  return complement
}

export const rangesOf = (set: CodePoints): ReadonlyArray<readonly [first: number, last: number]> => {
  const ranges: Array<readonly [number, number]> = []
  for (let index = 0; index < set.length; index += 2) ranges.push([set[index] ?? 0, set[index + 1] ?? 0])
  return ranges
}

export const notSlash: CodePoints = complementOf(slash)

export const withoutSlash = (set: CodePoints): CodePoints => complementOf(unionOf([complementOf(set), slash]))
