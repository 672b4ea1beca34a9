/** The steps that make one wish come true. */
import { type Action } from "../domain/Action.ts"
import { type Entry, type File } from "../domain/Entry.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { otherSide } from "../domain/Side.ts"
import { conflictCopy } from "./conflictCopy.ts"
import { type Taking, takingOf, type Wish } from "./Wish.ts"

/** `isTaken`: whether either side has something under a name, or is to get it. */
export const actionsFor = (wish: Wish, isTaken: (path: RelPath) => boolean): ReadonlyArray<Action> => {
  const taking = takingOf(wish)
  if (taking === undefined || wish.desire._tag !== "Take") return []
  const { because, keepsCopy } = wish.desire
  const actions = keepsCopy === true && taking.expected?._tag === "File"
    ? keepingCopy(wish.path, taking, taking.expected, isTaken)
    : takingOver(wish.path, taking)
  return because === undefined ? actions : actions.map((action) => Object.assign({}, action, { because }))
}

/** A path that changes kind is removed first, then made anew. */
const takingOver = (path: RelPath, { to: side, wanted, expected }: Taking): ReadonlyArray<Action> => {
  const removal: Action = { _tag: "Delete", side, path, expected, wanted: undefined }
  if (wanted === undefined) return [removal]
  const isNewKind = expected !== undefined && expected._tag !== wanted._tag
  const making = makingOf(path, { to: side, wanted, expected: isNewKind ? undefined : expected }, wanted)
  return isNewKind ? [removal, making] : [making]
}

const makingOf = (path: RelPath, { to: side, expected }: Taking, wanted: Entry): Action =>
  wanted._tag === "File"
    ? { _tag: "Transfer", side, path, expected, wanted, from: path }
    : { _tag: "MakeDirectory", side, path, expected, wanted: { _tag: "Directory" } }

/** The version that lost steps aside, the other side gets it under its new name, and then its place is free. */
const keepingCopy = (
  path: RelPath,
  { to: side, wanted }: Taking,
  loser: File,
  isTaken: (path: RelPath) => boolean,
): ReadonlyArray<Action> => {
  const copy = conflictCopy(path, side, loser, isTaken)
  return [
    { _tag: "Move", side, path: copy, expected: undefined, from: path, moved: loser, wanted: loser, carried: [] },
    { _tag: "Transfer", side: otherSide(side), path: copy, expected: undefined, wanted: withoutId(loser), from: copy },
    ...(wanted === undefined ? [] : [makingOf(path, { to: side, wanted, expected: undefined }, wanted)]),
  ]
}

/** A rename changes what tells a file from others of its size and time. */
const withoutId = (file: File): File => {
  const { id: _, ...rest } = file
  return rest
}
