/** What became of a plan. A path that failed is an outcome, not an error: the rest of the plan goes on. */
import { Schema } from "effect"
import { Action } from "./Action.ts"
import { Agreement } from "./Baseline.ts"
import { Mode } from "./Pair.ts"

/** A server that is gone, or that does not let us in any more. */
export const Loss = Schema.Struct({
  remote: Schema.String,
  error: Schema.String, // its class
  message: Schema.String,
  isTransient: Schema.Boolean, // it may be back later, with nobody mending anything
  isDoubtful: Schema.Boolean, // it looks like a refusal, and need not be one
})
export type Loss = typeof Loss.Type

export const Outcome = Schema.TaggedUnion({
  Done: {
    action: Action,
    agreement: Schema.UndefinedOr(Agreement),
    copied: Schema.optionalKey(Schema.Int), // bytes of it that the target copied itself
    resumed: Schema.optionalKey(Schema.Int), // bytes of a file that an earlier run had sent
    keptNothing: Schema.optionalKey(Schema.Literal(true)), // what was to be deleted was not there any more
  },
  Stale: { action: Action, message: Schema.String }, // the path changed after the scan; the next pass plans it again
  Failed: {
    action: Action,
    message: Schema.String,
    corrupted: Schema.optionalKey(Schema.Literal(true)), // what arrived was not what had been sent
    loss: Schema.optionalKey(Loss), // what it failed by, and all that comes after it would
  },
  Withheld: { action: Action, message: Schema.String }, // not tried: something it depends on did not succeed
})
export type Outcome = typeof Outcome.Type
export type Done = typeof Outcome.cases.Done.Type

export const ApplyReport = Schema.Struct({
  pair: Schema.String,
  mode: Mode,
  run: Schema.optionalKey(Schema.String), // what the journal knows it by
  outcomes: Schema.Array(Outcome),
  interrupted: Schema.Boolean, // actions without an outcome were never started
  bytes: Schema.Finite, // transferred, not counting what a target copied itself
  milliseconds: Schema.Finite,
})
export interface ApplyReport extends Schema.Schema.Type<typeof ApplyReport> {}

/** By what all that was not done was kept from being done, if it was that. */
export const lossIn = ({ outcomes }: ApplyReport): Loss | undefined => {
  for (const outcome of outcomes) if (outcome._tag === "Failed" && outcome.loss !== undefined) return outcome.loss
  return undefined
}
