/** What somebody was told last of a pair that was in trouble, or of a watch that was. */
import { Schema } from "effect"

export const Told = Schema.Struct({
  concerns: Schema.Array(Schema.String), // their keys, of which there is one at least
  at: Schema.Finite, // when, in milliseconds since the epoch
})
export type Told = typeof Told.Type
