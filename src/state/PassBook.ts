/** What is remembered of passes, whatever came of them, and of pairs that are not to be touched. Needs no lock. */
import { type Effect } from "effect"
import { type Pass } from "../domain/watch/Pass.ts"
import { type Suspension } from "../domain/watch/Suspension.ts"
import { type StateError } from "./StateStore.ts"

/** Passes beyond these are forgotten. */
export interface Kept {
  readonly keep: number // milliseconds
  readonly passes: number // of one pair
}

export interface PassBook {
  /** Durable when it returns. */
  readonly note: (pass: Pass, kept: Kept) => Effect.Effect<void, StateError>
  /** The newest first. */
  readonly last: (pair: string, most: number) => Effect.Effect<ReadonlyArray<Pass>, StateError>
  /** `undefined`: not any more. */
  readonly suspend: (pair: string, suspension: Suspension | undefined) => Effect.Effect<void, StateError>
  /** Those that are over are not among them. */
  readonly suspended: Effect.Effect<ReadonlyMap<string, Suspension>, StateError>
}
