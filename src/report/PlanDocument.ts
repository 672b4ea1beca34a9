/** A plan as one JSON document, format 1.1: the declaration of what other programs may rely on. */
import { Schema } from "effect"
import { Mode } from "../domain/Pair.ts"
import { Halt } from "../domain/Plan.ts"
import { Side } from "../domain/Side.ts"

export const formatVersion = "1.1"

const count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))
const path = Schema.String.annotate({ description: "Relative to the root of the side, \"/\"-separated" })

export const EntryDocument = Schema.Union([
  Schema.Struct({
    kind: Schema.Literal("file"),
    size: count.annotate({ description: "Bytes" }),
    modified: Schema.Finite.annotate({ description: "Milliseconds since 1970-01-01T00:00:00Z" }),
    mode: Schema.optionalKey(Schema.Int.annotate({ description: "Permission bits" })),
    digest: Schema.optionalKey(Schema.String.annotate({ description: "SHA-256 of the content, hexadecimal" })),
  }),
  Schema.Struct({ kind: Schema.Literal("directory") }),
  Schema.Struct({ kind: Schema.Literal("symlink"), target: Schema.String }),
  Schema.Struct({ kind: Schema.Literal("special") }),
  Schema.Struct({ kind: Schema.Literal("unknown"), problem: Schema.String }),
]).annotate({ identifier: "Entry", description: "What a path holds" })
export type EntryDocument = typeof EntryDocument.Type

const entryOrNull = Schema.NullOr(EntryDocument).annotate({ description: "null: nothing" })

export const ActionDocument = Schema.Struct({
  verbs: Schema.Array(Schema.Literals(["add", "change", "move", "delete"])).annotate({
    description: "What is done to the path, in this order. A path that changes its kind has [\"delete\", \"add\"], "
      + "so whoever looks for \"delete\" finds every deletion",
  }),
  side: Side,
  path,
  before: entryOrNull,
  after: entryOrNull,
  from: Schema.NullOr(Schema.String).annotate({
    description: "Of a move, the path that it had before, on the same side: a folder takes along all that is in it. "
      + "Otherwise the path on the other side that the bytes come from",
  }),
  bytes: count.annotate({ description: "To transfer" }),
  like: Schema.optionalKey(Schema.String.annotate({
    description:
      "A path on the same side that has a file of this size already. If it turns out to have the same content, "
      + "it is copied there, and nothing is sent",
  })),
  because: Schema.optionalKey(Schema.String.annotate({
    description: "The conflict that the policy of the pair, or somebody, decided like this. Conflicts that are decided "
      + "are not among \"conflicts\"",
  })),
}).annotate({ identifier: "Action" })
export type ActionDocument = typeof ActionDocument.Type

export const ConflictDocument = Schema.Struct({ path, left: entryOrNull, right: entryOrNull, reason: Schema.String })
export type ConflictDocument = typeof ConflictDocument.Type

export const ProblemDocument = Schema.Struct({
  side: Side,
  path: Schema.NullOr(Schema.String).annotate({ description: "null: the root itself" }),
  message: Schema.String,
})
export type ProblemDocument = typeof ProblemDocument.Type

export const SkippedDocument = Schema.Struct({ side: Side, path, kind: Schema.Literals(["symlink", "special"]) })
export type SkippedDocument = typeof SkippedDocument.Type

export const DriftDocument = Schema.Struct({ path, before: entryOrNull, now: entryOrNull })
export type DriftDocument = typeof DriftDocument.Type

export const SummaryDocument = Schema.Struct({
  add: count,
  change: count,
  move: count,
  delete: count,
  conflicts: count,
  bytes: count.annotate({ description: "To transfer" }),
})
export type SummaryDocument = typeof SummaryDocument.Type

export const PlanDocument = Schema.Struct({
  format_version: Schema.String.check(Schema.isPattern(/^1\.[0-9]+$/u)).annotate({
    description: "The minor number grows when keys are added: ignore keys you do not know. The major number grows when "
      + "a key goes or changes its meaning",
  }),
  pair: Schema.Struct({
    name: Schema.String,
    mode: Mode,
    left: Schema.String,
    right: Schema.String,
    scope: Schema.String.annotate({ description: "Digest of what shapes the pair: roots, mode, filters, comparison" }),
    makes_root: Schema.Boolean.annotate({ description: "The target folder does not exist yet" }),
    entries: Schema.Struct({ left: count, right: count }),
  }),
  summary: SummaryDocument,
  applyable: Schema.Boolean.annotate({ description: "No halt stands in the way" }),
  complete: Schema.Boolean.annotate({ description: "Everything in scope could be looked at" }),
  halts: Schema.Array(Halt),
  actions: Schema.Array(ActionDocument),
  conflicts: Schema.Array(ConflictDocument),
  problems: Schema.Array(ProblemDocument),
  skipped: Schema.Array(SkippedDocument),
  drift: Schema.Array(DriftDocument).annotate({
    description: "What changed on the target since the last run, other than by syncfile. Two-way pairs have no target",
  }),
  method: Schema.Struct({
    comparing: Schema.String,
    publishing: Schema.String,
    notes: Schema.Array(Schema.String),
  }),
}).annotate({ identifier: "Plan", title: "A plan of syncfile" })
export type PlanDocument = typeof PlanDocument.Type
