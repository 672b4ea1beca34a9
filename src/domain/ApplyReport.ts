/** What became of a plan. A path that failed is an outcome, not an error: the rest of the plan goes on. */
import { Schema } from "effect"
import { Action } from "./Action.ts"
import { Agreement } from "./Baseline.ts"
import { Mode } from "./Pair.ts"

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
