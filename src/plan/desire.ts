/** What one path should become. The modes differ here and nowhere else. */
import { type Mode } from "../domain/Pair.ts"
import { type Side } from "../domain/Side.ts"
import { type Equality } from "./equality.ts"
import { type Sighting } from "./Evidence.ts"

export type Desire =
  | { readonly _tag: "Agree" } // both sides already hold the same
  | { readonly _tag: "Take"; readonly from: Side } // the other side becomes like this one
  | { readonly _tag: "Leave" } // nothing to be done here
  | { readonly _tag: "Clash"; readonly reason: string } // held for the user

const agree: Desire = { _tag: "Agree" }
const leave: Desire = { _tag: "Leave" }
const takeLeft: Desire = { _tag: "Take", from: "left" }

export const desire = (mode: Mode, equal: Equality, { left, right }: Sighting): Desire => {
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
  }
}
