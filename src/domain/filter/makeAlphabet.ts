/** Sorts all characters into the few letters that a program can tell apart, so that a state needs one way per letter. */
import { type CodePoints, lastCodePoint, rangesOf } from "./CodePoints.ts"

export interface Alphabet {
  readonly size: number
  readonly slash: number // the letter that stands for "/" alone
  readonly letterOf: (code: number) => number
  readonly holds: ReadonlyArray<Uint8Array> // by set and letter: 1 when the set holds the letter's characters
}

/** The first set is that of "/". */
export const makeAlphabet = (sets: ReadonlyArray<CodePoints>): Alphabet => {
  const bounds = new Set([0])
  for (const set of sets) for (const [first, last] of rangesOf(set)) bounds.add(first).add(last + 1)
  bounds.delete(lastCodePoint + 1)
  const starts = Uint32Array.from(bounds).sort()
  const covered = sets.map((set) => intervalsOf(set, starts))
  const { letters, size } = refine(covered, starts.length)
  const holds = covered.map((intervals) => {
    const held = new Uint8Array(size)
    for (const interval of intervals) held[letters[interval] ?? 0] = 1
    return held
  })
  const latin = new Uint32Array(256)
  for (let code = 0; code < latin.length; code++) latin[code] = letters[intervalOf(starts, code)] ?? 0
  const letterOf = (code: number): number => (code < 256 ? latin[code] : letters[intervalOf(starts, code)]) ?? 0
  return { size, slash: holds[0]?.indexOf(1) ?? 0, letterOf, holds }
}

/** Splits the intervals, all one letter at first, set by set into those inside it and those outside. */
const refine = (covered: ReadonlyArray<ReadonlyArray<number>>, count: number) => {
  const letters = new Uint32Array(count)
  let next = 1
  for (const intervals of covered) {
    const split = new Map<number, number>()
    for (const interval of intervals.length * 2 > count ? othersThan(intervals, count) : intervals) {
      const before = letters[interval] ?? 0
      const after = split.get(before) ?? next++
      split.set(before, after)
      letters[interval] = after
    }
  }
  const dense = new Map<number, number>()
  for (const [interval, letter] of letters.entries()) {
    const index = dense.get(letter) ?? dense.size
    dense.set(letter, index)
    letters[interval] = index
  }
  return { letters, size: dense.size }
}

const othersThan = (intervals: ReadonlyArray<number>, count: number): ReadonlyArray<number> => {
  const others = new Set(Array.from({ length: count }, (_, interval) => interval))
  for (const interval of intervals) others.delete(interval)
  return [...others]
}

const intervalsOf = (set: CodePoints, starts: Uint32Array): ReadonlyArray<number> =>
  rangesOf(set).flatMap(([first, last]) => {
    const from = intervalOf(starts, first)
    return Array.from({ length: intervalOf(starts, last) - from + 1 }, (_, offset) => from + offset)
  })

/** The last interval that starts at or before a character. */
const intervalOf = (starts: Uint32Array, code: number): number => {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if ((starts[middle] ?? 0) <= code) low = middle
    else high = middle - 1
  }
  return low
}
