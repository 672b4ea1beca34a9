/** The pairs that are busy right now, and several of them told as one. */
import { type Mode } from "../domain/Pair.ts"
import { type Side, sides } from "../domain/Side.ts"
import { type Applying, type Hashed, measured, observe, type PairProgress } from "./PairProgress.ts"
import { pairOf, type SyncEvent } from "./SyncEvent.ts"

export type Board = Map<string, PairProgress>

/** Changes the board in place: it is called for every chunk of every file. */
export const track = (board: Board, event: SyncEvent): void => {
  const pair = pairOf(event)
  const progress = observe(board.get(pair), event)
  if (progress === undefined) board.delete(pair)
  else board.set(pair, progress)
}

export const measureAll = (board: Board, now: number): void => {
  for (const [pair, progress] of board) board.set(pair, measured(progress, now))
}

export interface Overview {
  readonly name: string
  readonly progress: PairProgress
  readonly others: number // busy with something that matters less
}

/** What is furthest on matters most: applying before comparing before looking. */
export const overview = (board: ReadonlyMap<string, PairProgress>): Overview | undefined => {
  for (const tag of ["Applying", "Comparing", "Looking"] as const) {
    const alike = Array.from(board).filter(([, progress]) => progress._tag === tag)
    const [first] = alike
    if (first === undefined) continue
    return {
      name: alike.length === 1 ? first[0] : `${alike.length} pairs`,
      progress: alike.map(([, progress]) => progress).reduce(together),
      others: board.size - alike.length,
    }
  }
  return undefined
}

const together = (a: PairProgress, b: PairProgress): PairProgress => {
  if (a._tag === "Applying" && b._tag === "Applying") return bothApplying(a, b)
  if (a._tag === "Comparing" && b._tag === "Comparing") {
    return { _tag: "Comparing", mode: bothModes(a.mode, b.mode), files: perSide(a.files, b.files, bothHashed) }
  }
  if (a._tag === "Looking" && b._tag === "Looking") {
    const entries = perSide(a.entries, b.entries, (x, y) => x + y)
    return { _tag: "Looking", mode: bothModes(a.mode, b.mode), entries }
  }
  return a
}

/** The left side of every pair is a left side, but not that of every pair a source. */
const bothModes = (a: Mode, b: Mode): Mode => a === "two-way" ? a : b

const bothApplying = (a: Applying, b: Applying): Applying => ({
  _tag: "Applying",
  actions: {
    settled: a.actions.settled + b.actions.settled,
    failed: a.actions.failed + b.actions.failed,
    total: a.actions.total + b.actions.total,
  },
  bytes: { done: a.bytes.done + b.bytes.done, total: a.bytes.total + b.bytes.total },
  speed: a.speed === undefined ? b.speed : b.speed === undefined ? a.speed : {
    at: Math.max(a.speed.at, b.speed.at),
    bytes: a.speed.bytes + b.speed.bytes,
    perSecond: a.speed.perSecond === undefined
      ? b.speed.perSecond
      : a.speed.perSecond + (b.speed.perSecond ?? 0),
  },
})

const bothHashed = (a: Hashed, b: Hashed): Hashed => ({
  done: a.done + b.done,
  total: a.total + b.total,
  bytes: a.bytes + b.bytes,
  bytesTotal: a.bytesTotal + b.bytesTotal,
})

type PerSide<A> = Partial<Readonly<Record<Side, A>>>

const perSide = <A>(left: PerSide<A>, right: PerSide<A>, add: (a: A, b: A) => A): PerSide<A> => {
  const sum: Partial<Record<Side, A>> = {}
  for (const side of sides) {
    const a = left[side]
    const b = right[side]
    const both = a === undefined ? b : b === undefined ? a : add(a, b)
    if (both !== undefined) sum[side] = both
  }
  return sum
}
