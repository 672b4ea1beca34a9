/** Many plain changes told as a number: nothing is lost by them, and nothing was decided about them. */
import { nameOf, parentOf, type RelPath } from "../domain/RelPath.ts"
import { type Side, sides } from "../domain/Side.ts"
import { type Change } from "./Change.ts"

export interface Fold {
  readonly kind: "add" | "change" | "move"
  readonly side: Side
  readonly files: number
  readonly folders: number
  readonly bytes: number // to transfer
  readonly from: ReadonlyArray<RelPath | undefined> // the directories that moves come from; undefined: the root
}

/** More of a kind than this on one side of one group are folded. */
export type Listed = Readonly<Record<Fold["kind"], number>>

/** What each fold stands for is `isIn` it, and in no other one. */
export const foldsOf = (changes: ReadonlyArray<Change>, listed: Listed): ReadonlyArray<Fold> =>
  (["add", "change", "move"] as const).flatMap((kind) =>
    sides.flatMap((side) => {
      const alike = changes.filter((change) => isIn({ kind, side }, change))
      return alike.length > listed[kind] ? [foldOf(kind, side, alike)] : []
    })
  )

export const isIn = ({ kind, side }: Pick<Fold, "kind" | "side">, change: Change): boolean =>
  change.kind === kind && change.side === side && change.because === undefined && change.like === undefined
  && (kind !== "move" || isPlainMove(change))

/** A file that keeps its name: where it comes from says all. */
const isPlainMove = ({ path, from, after, isCopy }: Change): boolean =>
  !isCopy && after?._tag === "File" && from !== undefined && nameOf(from) === nameOf(path)

const foldOf = (kind: Fold["kind"], side: Side, changes: ReadonlyArray<Change>): Fold => {
  const origins = new Set<RelPath | undefined>()
  let folders = 0
  let bytes = 0
  for (const { after, bytes: more, from } of changes) {
    if (after?._tag === "Directory") folders += 1
    if (kind === "move" && from !== undefined) origins.add(parentOf(from))
    bytes += more
  }
  return { kind, side, files: changes.length - folders, folders, bytes, from: Array.from(origins) }
}
