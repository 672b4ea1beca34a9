/** One step of a plan: what one side should hold, and what it must still hold for the step to be safe. */
import { Schema } from "effect"
import { Entry } from "./Entry.ts"
import { RelPath } from "./RelPath.ts"
import { Side } from "./Side.ts"

const step = { side: Side, path: RelPath, expected: Schema.UndefinedOr(Entry) }

export const Action = Schema.TaggedUnion({
  MakeDirectory: { ...step, wanted: Entry.cases.Directory },
  Transfer: { ...step, wanted: Entry.cases.File, from: RelPath }, // the bytes come from this path on the other side
  Delete: { ...step, wanted: Schema.Undefined },
})
export type Action = typeof Action.Type
export type Transfer = typeof Action.cases.Transfer.Type
export type Delete = typeof Action.cases.Delete.Type

/** What an action does to its path, in the words of the frozen summary lines. */
export type Verb = "add" | "change" | "delete"

export const verbOf = (action: Action): Verb => {
  if (action._tag === "Delete") return "delete"
  return action.expected === undefined ? "add" : "change"
}
