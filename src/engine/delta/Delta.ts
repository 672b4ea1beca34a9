/** What is known of large files, where it is of use, and who wants to know more. */
import { Effect } from "effect"
import { type Side } from "../../domain/Side.ts"

export interface Delta {
  readonly leastBytes: number // of files that count as large
  readonly copies: Readonly<Record<Side, boolean>> // whether a side that is written to copies stretches of its files
  readonly blocksOf: (digest: string) => Effect.Effect<Uint8Array | undefined>
  readonly learnt: (blocks: Uint8Array) => void // called with those of a large content that is in its place
}

/** For what is written whole and forgotten. */
export const noDelta: Delta = {
  leastBytes: Infinity,
  copies: { left: false, right: false },
  blocksOf: () => Effect.undefined,
  learnt: () => {},
}
