/** What decides about paths that changed on both sides, as the syncfile declares it. */
import { Schema } from "effect"
import { AgainstDelete, Loser, Resolve } from "../domain/Pair.ts"
import { optional, required } from "./documented.ts"
import { Glob } from "./WrittenText.ts"

const policy = {
  resolve: optional(
    Resolve,
    "Which version counts where a path changed on both sides. hold: neither, until somebody decides. keep-both: the left "
      + "one, with the right one beside it as a copy. Default: hold.",
    "newer",
    "keep-both",
  ),
  loser: optional(
    Loser,
    "What becomes of the version that does not count. backup: it goes to the backup. keep-copy: it stays beside the other "
      + "one, as a copy. Default: backup.",
    "keep-copy",
  ),
  againstDelete: optional(
    AgainstDelete,
    "What counts where one side edited a file and the other one deleted it. edit: the edited version comes back. delete: "
      + "it goes to the backup. hold: neither, until somebody decides. Default: edit.",
    "hold",
  ),
}

export const WrittenConflictRule = Schema.Struct({
  match: required(
    Glob,
    "The paths that this rule is about: a glob as in filters. What the rule does not say is as it is for all paths.",
    "*.psd",
    "/contracts/**",
  ),
  ...policy,
})
export type WrittenConflictRule = typeof WrittenConflictRule.Type

export const WrittenConflicts = Schema.Struct({
  ...policy,
  rules: optional(
    Schema.Array(WrittenConflictRule),
    "What holds for some paths only: the first rule whose glob matches decides.",
    [{ match: "*.psd", resolve: "keep-both" }],
  ),
}).annotate({ identifier: "Conflicts", description: "What decides about paths that changed on both sides." })
export type WrittenConflicts = typeof WrittenConflicts.Type
