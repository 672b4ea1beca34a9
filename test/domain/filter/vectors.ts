/** The recorded filter cases: rclone's own test tables, and whole-tree listings of a real rclone. */
import { Schema } from "effect"
import { readFileSync } from "node:fs"

const Strings = Schema.Array(Schema.String)
const optional = Schema.optionalKey

const Vectors = Schema.Struct({
  globs: Schema.Array(Schema.Struct({
    mode: Schema.Literals(["string", "path"]),
    pattern: Schema.String,
    expectedRegex: optional(Schema.String),
    expectedError: optional(Schema.String),
  })),
  dirGlobs: Schema.Array(Schema.Struct({ pattern: Schema.String, expected: Strings })),
  ruleDump: Schema.Array(Schema.Struct({
    include: Schema.Boolean,
    pattern: Schema.String,
    expectedFileRules: Strings,
    expectedDirRules: Strings,
  })),
  optionDump: Schema.Array(Schema.Struct({
    include: Strings,
    includeFromLines: Strings,
    exclude: Strings,
    excludeFromLines: Strings,
    filter: Strings,
    filterFromLines: Strings,
    minSize: Schema.Finite,
    maxSize: Schema.Finite,
    expectedFileRules: Strings,
    expectedDirRules: Strings,
  })),
  usesDirectoryFilters: Schema.Array(Schema.Struct({ rules: Strings, expected: Schema.Boolean })),
  paths: Schema.Array(Schema.Struct({
    rules: Strings,
    ignoreCase: optional(Schema.Boolean),
    path: Schema.String,
    isDir: Schema.Boolean,
    expected: Schema.Boolean,
    size: optional(Schema.Finite),
    modTime: optional(Schema.Finite),
    options: optional(Schema.Struct({
      minSize: optional(Schema.Finite),
      maxSize: optional(Schema.Finite),
      modTimeFrom: optional(Schema.Finite),
      modTimeTo: optional(Schema.Finite),
    })),
  })),
  lines: Schema.Array(Schema.Struct({
    separator: Schema.String,
    raw: Schema.Boolean,
    input: Schema.String,
    expected: Strings,
  })),
  errors: Schema.Array(Schema.Struct({
    rule: optional(Schema.String),
    options: optional(Schema.Record(Schema.String, Schema.Unknown)),
  })),
  oracleTree: Schema.Record(Schema.String, Schema.Finite),
  oracleTreeEmptyDirs: Strings,
  oracle: Schema.Array(Schema.Struct({
    flags: Schema.Array(Strings), // a flag, and its value if it takes one
    expectedFiles: Strings,
    expectedDirs: Strings,
  })),
  quirks: Schema.Array(Schema.Struct({ id: Schema.String })),
})

const text = readFileSync(new URL("../../fixtures/filters.json", import.meta.url), "utf8")

export const vectors = Schema.decodeSync(Schema.fromJsonString(Vectors))(text)

export const groups: ReadonlyArray<string> = Object.keys(
  Schema.decodeSync(Schema.fromJsonString(Schema.Record(Schema.String, Schema.Unknown)))(text),
)

/** Each case with the name that the list of differences knows it by. */
const named = <A>(cases: ReadonlyArray<A>, nameOf: (recorded: A) => string) =>
  cases.map((recorded) => ({ name: nameOf(recorded), recorded }))

export const cases = {
  globs: named(vectors.globs, ({ pattern }) => pattern),
  dirGlobs: named(vectors.dirGlobs, ({ pattern }) => pattern),
  ruleDump: named(vectors.ruleDump, ({ include, pattern }) => `${include ? "+" : "-"} ${pattern}`),
  usesDirectoryFilters: named(vectors.usesDirectoryFilters, ({ rules }) => rules.join(", ")),
  paths: named(
    vectors.paths,
    ({ rules, ignoreCase, options, path }) =>
      [...rules, ...ignoreCase === true ? ["any case"] : [], ...Object.entries(options ?? {}).flat(), path].join(", "),
  ),
  lines: named(
    vectors.lines,
    ({ separator, raw, expected }) =>
      `${separator === "\n" ? "lines" : "NULs"}, ${raw ? "raw" : "trimmed"}, ${expected.length}`,
  ),
  oracle: named(vectors.oracle, ({ flags }) => flags.flat().join(" ")),
}
