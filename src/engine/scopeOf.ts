/** What a pair is about, as one short text. */
import { createHash } from "node:crypto"
import { type Pair } from "../domain/Pair.ts"

/** Tells whether what a pair is about has changed: its roots, mode, filters and way of comparing. */
export const scopeOf = ({ left, right, mode, compare, filters, symlinks }: Pair): string =>
  createHash("sha256").update(JSON.stringify([left, right, mode, compare, filters, symlinks])).digest("hex")
