/** A pass that is over: what the state remembers of it, and all that is told of it anywhere. */
import { Schema } from "effect"
import { dueBefore } from "../schedule/nextDue.ts"
import { type Rhythm } from "../schedule/Schedule.ts"

/** `start`: the first one of a watch. `retry`: one more after an error that may pass. `hand`: somebody asked for it. */
export const Trigger = Schema.Literals(["schedule", "change", "rescan", "start", "retry", "hand"])
export type Trigger = typeof Trigger.Type

/** `halted`: the plan was refused. `pending`: it waits for somebody to apply it. `interrupted`: something kept it from its end. */
export const PassOutcome = Schema.Literals(["ok", "partial", "failed", "halted", "pending", "interrupted"])
export type PassOutcome = typeof PassOutcome.Type

/** What a side held when the pass ended, within the filters, as far as is known. */
export const Holding = Schema.Struct({
  files: Schema.Int,
  bytes: Schema.Finite,
  free: Schema.optionalKey(Schema.Finite), // bytes that are free where the side lies
  capacity: Schema.optionalKey(Schema.Finite), // bytes in all, there
})
export type Holding = typeof Holding.Type

export const Pass = Schema.Struct({
  pair: Schema.String,
  trigger: Trigger,
  due: Schema.optionalKey(Schema.Finite), // the instant of the schedule that it stands for, without jitter
  started: Schema.Finite, // milliseconds since the epoch
  finished: Schema.Finite,
  outcome: PassOutcome,
  run: Schema.optionalKey(Schema.String), // under which the state knows what was done
  message: Schema.String, // the line that the pass ended with, or why it ended
  error: Schema.optionalKey(Schema.String), // the class of what ended it
  changes: Schema.Struct({ added: Schema.Int, changed: Schema.Int, moved: Schema.Int, deleted: Schema.Int }),
  failed: Schema.Int, // actions that were not done
  conflicts: Schema.Int, // that wait for a decision
  pending: Schema.Int, // actions that were planned and not begun
  bytes: Schema.Finite, // transferred
  checksumFailures: Schema.Int, // contents that did not arrive as they were sent
  reasons: Schema.optionalKey(Schema.Array(Schema.String)), // why actions failed and paths could not be seen, each once
  log: Schema.optionalKey(Schema.Array(Schema.String)), // what was said meanwhile, the first of it
  sides: Schema.Struct({ left: Schema.optionalKey(Holding), right: Schema.optionalKey(Holding) }),
})
export type Pass = typeof Pass.Type

/** One that was stopped says nothing about how things are. */
export const isTelling = ({ outcome }: Pass): boolean => outcome !== "interrupted"

/** Both sides are in step but for what a person has to decide. */
export const wentWell = ({ outcome }: Pass): boolean => outcome === "ok"

/** Something was planned; nobody has counted the sides otherwise. */
export const cameToPlan = ({ sides }: Pass): boolean => sides.left !== undefined

/** The last instant of the rhythm that was kept; one whose pass was cut short was not. `passes`: the newest first. */
export const keptInstant = (passes: ReadonlyArray<Pass>, rhythm: Rhythm | undefined): number | undefined => {
  const last = passes.find(({ due }) => due !== undefined)
  if (last?.due === undefined || last.outcome !== "interrupted") return last?.due
  return rhythm && dueBefore(rhythm, last.due)
}
