/** What is remembered of passes, of pairs that are not to be touched, and of what people were told. Needs no lock. */
import { type Effect } from "effect"
import { type Pass } from "../domain/watch/Pass.ts"
import { type Suspension } from "../domain/watch/Suspension.ts"
import { type Told } from "../domain/watch/Told.ts"
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
  /** By pair; "" is the watch as a whole. Of those that are not there, `whom` was told nothing, or last that all is well. */
  readonly told: (whom: string) => Effect.Effect<ReadonlyMap<string, Told>, StateError>
  /** `undefined`: that all is well. Durable when it returns. */
  readonly noteTold: (whom: string, pair: string, told: Told | undefined) => Effect.Effect<void, StateError>
}
