/** Checksums that tell whether rows are still what was written, no more and no fewer of them. */
import { type Row } from "./insertRows.ts"

/**
 * The seal of several rows is the exclusive or of each one's: a row that comes and a row that goes are both one
 * more `^`, in any order. SQLite itself notices broken pages, but neither a changed value nor a row that went missing.
 * Well-formed, because that is what SQLite makes of a string that is not.
 */
export const sealOf = (row: Row): number => mix(start, row.join("\n").toWellFormed())

export const sealOfAll = (rows: ReadonlyArray<Row>): number => {
  let seal = 0
  for (const row of rows) seal ^= sealOf(row)
  return seal
}

/** An agreement's path is mixed first and alone: the same number then finds the path in a loaded baseline. */
export const mixPath = (path: string, from = 0, to = path.length): number => mix(start, path, from, to)

export const sealOfAgreement = (mixedPath: number, agreed: string, from = 0, to = agreed.length): number =>
  mix(mixedPath, agreed, from, to)

const start = 0x811c9dc5

/**
 * FNV-1a with two characters a step. Any one character that differs makes a different number: every step can be
 * undone. A loop costs less here than a native call for each short text.
 */
const mix = (seed: number, text: string, from = 0, to = text.length): number => {
  let mixed = seed
  let index = from
  for (; index + 1 < to; index += 2) {
    mixed = Math.imul(mixed ^ (text.charCodeAt(index) | (text.charCodeAt(index + 1) << 16)), prime)
  }
  return index < to ? Math.imul(mixed ^ text.charCodeAt(index), prime) : mixed
}

const prime = 0x01000193
