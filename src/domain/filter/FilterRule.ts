/** One line of a pair's filters, as the syncfile declares them: ordered, first match wins, no match is included. */
import { Schema } from "effect"

export const FilterRule = Schema.TaggedUnion({
  Include: { glob: Schema.String },
  Exclude: { glob: Schema.String },
  MinSize: { bytes: Schema.Finite },
  MaxSize: { bytes: Schema.Finite },
  MinAge: { milliseconds: Schema.Finite },
  MaxAge: { milliseconds: Schema.Finite },
})
export type FilterRule = typeof FilterRule.Type
