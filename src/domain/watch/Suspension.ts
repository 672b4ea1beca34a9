/** A pair that is not to be touched for a while, and why. */
import { Schema } from "effect"

export const Suspension = Schema.Struct({
  since: Schema.Finite, // milliseconds since the epoch
  until: Schema.optionalKey(Schema.Finite), // when it ends by itself
  reason: Schema.String, // may be ""
  by: Schema.String, // who said so: user and host
})
export type Suspension = typeof Suspension.Type

export const isOver = ({ until }: Suspension, now: number): boolean => until !== undefined && until <= now
