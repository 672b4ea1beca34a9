/** Checksums that tell whether rows are still what was written, no more and no fewer of them. */
import { crc32 } from "node:zlib"
import { type Row } from "./insertRows.ts"

/**
 * The seal of several rows is the exclusive or of each one's: a row that comes and a row that goes are both one
 * more `^`, in any order. SQLite itself notices broken pages, but neither a changed value nor a row that went missing.
 */
export const sealOf = (row: Row): number => crc32(row.join("\n"))

export const sealOfAll = (rows: ReadonlyArray<Row>): number => {
  let seal = 0
  for (const row of rows) seal ^= sealOf(row)
  return seal >>> 0
}
