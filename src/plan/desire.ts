/** What one path should become: all that a mode wants. */
import { type Pair } from "../domain/Pair.ts"
import { type Side } from "../domain/Side.ts"
import { arbitrate, type Ruling } from "./arbitrate.ts"
import { changed } from "./changed.ts"
import { type Equality } from "./equality.ts"
import { type Sighting } from "./Evidence.ts"

export type Desire =
  | { readonly _tag: "Agree" } // both sides already hold the same
  | Take
  | { readonly _tag: "Leave" } // nothing to be done here
  | { readonly _tag: "Clash"; readonly reason: string } // held for the user

/** The other side becomes like this one. */
export interface Take {
  readonly _tag: "Take"
  readonly from: Side
  readonly because?: string // the conflict that this decides
  readonly keepsCopy?: boolean // what the other side has stays, under another name
  readonly isWhole?: boolean // a folder comes or goes with all that is in it, whatever was done there
}

const agree: Desire = { _tag: "Agree" }
const leave: Desire = { _tag: "Leave" }
const takeLeft: Desire = { _tag: "Take", from: "left" }
const takeRight: Desire = { _tag: "Take", from: "right" }

/** `rule`: asked for two-way pairs only, where both sides changed or hold things of two kinds: what lies below may clash. */
export const desire = (
  { mode, compare }: Pick<Pair, "mode" | "compare">,
  equal: Equality,
  seen: Sighting,
  rule: () => Ruling,
): Desire => {
  const { left, right, agreed } = seen
  if (equal === "same") return agree
  if (equal === "unsure") return { _tag: "Clash", reason: "whether the contents are equal could not be found out" }
  switch (mode) {
    case "mirror":
      return takeLeft
    case "copy":
      if (left === undefined) return leave
      return right !== undefined && right._tag !== left._tag
        ? { _tag: "Clash", reason: "the target holds another kind of entry than the source, and copy never deletes" }
        : takeLeft
    case "two-way": {
      const isLeftNew = changed(compare, agreed?.left, left) !== "no"
      const isRightNew = changed(compare, agreed?.right, right) !== "no"
      const isDecided = left !== undefined && right !== undefined && left._tag !== right._tag && rule().isDecision
      if (isLeftNew !== isRightNew && !isDecided) return isLeftNew ? takeLeft : takeRight
      return arbitrate(seen, rule())
    }
  }
}
