/** Finds, for new files, ones that their side has already and that may be the very same: those can be copied there. */
import { type Action, type Transfer } from "../domain/Action.ts"
import { type File, unchanged } from "../domain/Entry.ts"
import { type Side, sides } from "../domain/Side.ts"
import { type Evidence } from "./Evidence.ts"

/** Smaller files are sent as quickly. */
const leastBytes = 1024 * 1024

type Like = NonNullable<Transfer["like"]>

/** Only the size speaks for it as long as nobody has read the new file, so it must speak for one content alone. */
export const withLikes = (actions: ReadonlyArray<Action>, evidence: Evidence): ReadonlyArray<Action> => {
  const isNew = (action: Action): action is Transfer =>
    action._tag === "Transfer" && action.expected === undefined && action.wanted.size >= leastBytes
    && evidence.copies?.[action.side] === true
  const found = actions.filter(isNew)
  if (found.length === 0) return actions
  const known = Object.fromEntries(sides.map((side) => [side, likesOn(side, found, actions, evidence)]))
  return actions.map((action) => {
    const like = isNew(action) ? likeOf(action.wanted, known[action.side]?.get(action.wanted.size) ?? []) : undefined
    return like === undefined ? action : Object.assign({}, action, { like })
  })
}

const likeOf = ({ digest }: File, likes: ReadonlyArray<Like>): Like | undefined => {
  if (digest !== undefined) return likes.find(({ file }) => file.digest === digest)
  return new Set(likes.map(({ file }) => file.digest)).size === 1 ? likes[0] : undefined
}

/** By size: the files of a side that are as they were when they were in step, stay so, and have a size that is asked for. */
const likesOn = (
  side: Side,
  wanted: ReadonlyArray<Transfer>,
  actions: ReadonlyArray<Action>,
  { baseline, [side]: snapshot }: Evidence,
): ReadonlyMap<number, ReadonlyArray<Like>> => {
  const likes = new Map<number, Array<Like>>()
  for (const transfer of wanted) if (transfer.side === side) likes.set(transfer.wanted.size, [])
  if (likes.size === 0) return likes
  const touched = new Set(
    actions.flatMap((action) =>
      action.side === side ? [action.path, ...(action._tag === "Move" ? [action.from] : [])] : []
    ),
  )
  for (let rank = 0; rank < snapshot.size; rank++) {
    const some = likes.get(snapshot.sizeAt(rank) ?? -1)
    if (some === undefined) continue
    const path = snapshot.pathAt(rank)
    if (touched.has(path)) continue
    const agreed = baseline.get(path)?.[side]
    const file = snapshot.entryAt(rank)
    if (file._tag !== "File" || agreed?._tag !== "File" || agreed.digest === undefined) continue
    if (unchanged(agreed, file)) some.push({ path, file: { ...file, digest: agreed.digest } })
  }
  return likes
}
