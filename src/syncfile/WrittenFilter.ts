/** Filters as the syncfile declares them: an ordered list, and lists within it, first match wins. */
import { Schema } from "effect"
import { required } from "./documented.ts"
import { Age, Glob, Line, Path, Size } from "./WrittenText.ts"

const Rule = Schema.Union([
  Line,
  Schema.Struct({
    include: required(Glob, "Keeps what matches this glob.", "reports/**", "*.pdf"),
  }),
  Schema.Struct({
    exclude: required(Glob, "Leaves out what matches this glob, and all that lies below it.", "*.tmp", "/cache/"),
  }),
  Schema.Struct({
    ignoreFile: required(
      Path,
      "A file with one rule a line, put in place of this entry. A relative path starts at the folder of the syncfile.",
      ".syncignore",
    ),
  }),
  Schema.Struct({ minSize: required(Size, "Leaves out files that are smaller.", "1B") }),
  Schema.Struct({ maxSize: required(Size, "Leaves out files that are larger.", "2GiB") }),
  Schema.Struct({ minAge: required(Age, "Leaves out files changed more recently than this.", "10m") }),
  Schema.Struct({ maxAge: required(Age, "Leaves out files not changed for longer than this.", "30d") }),
])
export type Rule = typeof Rule.Type

export interface WrittenFilters extends ReadonlyArray<Rule | WrittenFilters> {}

export const WrittenFilters: Schema.Codec<WrittenFilters> = Schema.Array(
  Schema.Union([Rule, Schema.suspend((): Schema.Codec<WrittenFilters> => WrittenFilters)]),
).annotate({ identifier: "Filters", description: "Rules in order: the first that matches a path decides." })
