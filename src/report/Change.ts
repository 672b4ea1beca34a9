/** What a plan does to one path, as a reader counts it: a path that changes its kind is one change, not two steps. */
import { type Action, type Verb, verbOf } from "../domain/Action.ts"
import { type Entry, type File } from "../domain/Entry.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { type Side } from "../domain/Side.ts"

export interface Change {
  readonly kind: Verb | "replace"
  readonly side: Side
  readonly path: RelPath
  readonly before: Entry | undefined
  readonly after: Entry | undefined
  readonly from: RelPath | undefined // of a move, the old path; else where the bytes come from, on the other side
  readonly bytes: number // to transfer
  readonly inside: number // entries that a moved directory takes along
  readonly like: RelPath | undefined // a file of the same side that it is copied from, if it is the same
  readonly isCopy: boolean // a version that lost a conflict steps aside
  readonly because: string | undefined // the conflict that this decides
}

export const symbols = { add: "+", change: "~", move: ">", delete: "-", replace: "-/+" } as const

/** In the order of the actions. A replacement stands where its deletion does. */
export const changesOf = (actions: ReadonlyArray<Action>): ReadonlyArray<Change> => {
  const deletes = new Map<string, number>()
  const changes: Array<Change> = []
  for (const action of actions) {
    const place = `${action.side}:${action.path}`
    const deleted = deletes.get(place)
    const deletion = deleted === undefined ? undefined : changes[deleted]
    if (deleted !== undefined && deletion !== undefined && isMade(action)) {
      const making = changeOf(action)
      const because = making.because ?? deletion.because
      changes[deleted] = { ...making, kind: "replace", before: deletion.before, because }
      deletes.delete(place)
    } else {
      if (action._tag === "Delete") deletes.set(place, changes.length)
      changes.push(changeOf(action))
    }
  }
  return changes
}

export const changeOf = (action: Action): Change => ({
  kind: isReplacement(action) ? "replace" : verbOf(action),
  side: action.side,
  path: action.path,
  before: action.expected,
  after: action.wanted,
  from: action._tag === "Transfer" || action._tag === "Move" ? action.from : undefined,
  bytes: action._tag === "Transfer" ? action.wanted.size : 0,
  inside: action._tag === "Move" ? Math.max(0, action.carried.length - 1) : 0,
  like: action._tag === "Transfer" ? action.like?.path : undefined,
  isCopy: action._tag === "Move" && action.carried.length === 0,
  because: action.because,
})

/** What is moved to a path stays a line of its own: it has another path to tell of. */
const isMade = ({ _tag }: Action): boolean => _tag === "Transfer" || _tag === "MakeDirectory"

/** Whatever gives its place to another kind of thing is deleted, even by a step that is no `Delete`. */
const isReplacement = ({ expected, wanted }: Action): boolean =>
  expected !== undefined && wanted !== undefined && expected._tag !== wanted._tag

export const sizeOf = (entry: Entry | undefined): File["size"] | undefined =>
  entry?._tag === "File" ? entry.size : undefined
