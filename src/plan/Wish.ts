/** A path, what was seen of it, and what it should become. */
import { type Entry } from "../domain/Entry.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { otherSide, type Side } from "../domain/Side.ts"
import { type Desire } from "./desire.ts"
import { type Sighting } from "./Evidence.ts"

export interface Wish {
  readonly path: RelPath
  readonly seen: Sighting
  readonly desire: Desire
}

/** A wish that one side take over what the other one has: `to` holds `expected`, and shall hold `wanted`. */
export interface Taking {
  readonly to: Side
  readonly wanted: Entry | undefined
  readonly expected: Entry | undefined
}

export const takingOf = ({ desire, seen }: Wish): Taking | undefined => {
  if (desire._tag !== "Take") return undefined
  const to = otherSide(desire.from)
  return { to, wanted: seen[desire.from], expected: seen[to] }
}

/** Whether what gives way stays beside its path, as a copy that both sides get. */
const leavesCopy = (wish: Wish): boolean =>
  wish.desire._tag === "Take" && wish.desire.keepsCopy === true && takingOf(wish)?.expected?._tag === "File"

/** The side on which what is there has to go: because the other one has nothing there, or another kind of thing. */
export const removedFrom = (wish: Wish): Side | undefined => {
  const taking = takingOf(wish)
  if (taking?.expected === undefined || leavesCopy(wish)) return undefined
  return taking.wanted?._tag === taking.expected._tag ? undefined : taking.to
}

/** The side on which something comes to be, or stays in another version. */
export const madeOn = (wish: Wish): Side | undefined => {
  const taking = takingOf(wish)
  if (taking?.wanted !== undefined) return taking.to
  return taking !== undefined && leavesCopy(wish) ? otherSide(taking.to) : undefined
}
