/** One step of a plan: what one side should hold, and what it must still hold for the step to be safe. */
import { Schema } from "effect"
import { Agreement } from "./Baseline.ts"
import { Entry } from "./Entry.ts"
import { RelPath } from "./RelPath.ts"
import { Side } from "./Side.ts"

const step = {
  side: Side,
  path: RelPath,
  expected: Schema.UndefinedOr(Entry),
  because: Schema.optionalKey(Schema.String), // a conflict that a policy decided, for people to read
}

/** A path whose past goes with it when it, or a directory above it, is moved. */
const Carried = Schema.Struct({ from: RelPath, path: RelPath, agreement: Agreement })

const Like = Schema.Struct({ path: RelPath, file: Entry.cases.File })

export const Action = Schema.TaggedUnion({
  MakeDirectory: { ...step, wanted: Entry.cases.Directory },
  Transfer: {
    ...step,
    wanted: Entry.cases.File,
    from: RelPath, // the bytes come from this path on the other side
    like: Schema.optionalKey(Like), // on the same side: it may have the very content
  },
  Move: { // a rename on one side
    ...step,
    from: RelPath,
    moved: Entry, // what `from` must hold
    wanted: Schema.Union([Entry.cases.File, Entry.cases.Directory]),
    carried: Schema.Array(Carried), // with what is moved itself; none: it is a copy that a conflict leaves behind
  },
  Delete: { ...step, wanted: Schema.Undefined },
})
export type Action = typeof Action.Type
export type Transfer = typeof Action.cases.Transfer.Type
export type Move = typeof Action.cases.Move.Type
export type Delete = typeof Action.cases.Delete.Type

/** What an action does to its path, in the words of the frozen summary lines. */
export type Verb = "add" | "change" | "move" | "delete"

export const verbOf = (action: Action): Verb => {
  if (action._tag === "Delete") return "delete"
  if (action._tag === "Move") return "move"
  return action.expected === undefined ? "add" : "change"
}
