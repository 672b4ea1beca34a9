/** How far one pair has come, as far as its events tell. */
import { type Mode } from "../domain/Pair.ts"
import { type Side } from "../domain/Side.ts"
import { measure, type Speed } from "./Speed.ts"
import { type SyncEvent } from "./SyncEvent.ts"

export interface Hashed {
  readonly done: number
  readonly total: number
  readonly bytes: number
  readonly bytesTotal: number
}

export type PairProgress =
  | { readonly _tag: "Looking"; readonly mode: Mode; readonly entries: Partial<Readonly<Record<Side, number>>> }
  | { readonly _tag: "Comparing"; readonly mode: Mode; readonly files: Partial<Readonly<Record<Side, Hashed>>> }
  | Applying

export interface Applying {
  readonly _tag: "Applying"
  readonly actions: { readonly settled: number; readonly failed: number; readonly total: number }
  readonly bytes: { readonly done: number; readonly total: number }
  readonly speed: Speed | undefined
}

/** `undefined`: nothing is going on. */
export const observe = (progress: PairProgress | undefined, event: SyncEvent): PairProgress | undefined => {
  switch (event._tag) {
    case "Scanning":
      return { _tag: "Looking", mode: event.mode, entries: { ...entriesOf(progress), [event.side]: event.entries } }
    case "Hashing": {
      const { mode, side, done, total, bytes, bytesTotal } = event
      return { _tag: "Comparing", mode, files: { ...filesOf(progress), [side]: { done, total, bytes, bytesTotal } } }
    }
    case "Started":
      return {
        _tag: "Applying",
        actions: { settled: 0, failed: 0, total: event.actions },
        bytes: { done: 0, total: event.bytes },
        speed: undefined,
      }
    case "Progress":
    case "Settled":
    case "TakenUp":
      return progress?._tag === "Applying" ? advanced(progress, event) : progress
    case "Planned":
    case "Finished":
    case "Stopped":
      return undefined
    case "Note":
      return progress
  }
}

export const measured = (progress: PairProgress, now: number): PairProgress =>
  progress._tag === "Applying"
    ? { ...progress, speed: measure(progress.speed, now, progress.bytes.done) }
    : progress

/** From 0 to 1, by bytes where there are any. It is 1 only when every action is settled. */
export const fractionOf = ({ actions, bytes }: Pick<Applying, "actions" | "bytes">): number => {
  if (actions.settled >= actions.total) return 1
  const fraction = bytes.total > 0 ? bytes.done / bytes.total : actions.settled / actions.total
  return Math.min(Math.max(fraction, 0), 0.99)
}

type Advance = SyncEvent & { readonly _tag: "Progress" | "Settled" | "TakenUp" }

const advanced = (progress: Applying, event: Advance): Applying => {
  if (event._tag === "TakenUp") {
    const { bytes, speed } = progress
    return {
      ...progress,
      bytes: { ...bytes, done: bytes.done + event.bytes },
      speed: speed && { ...speed, bytes: speed.bytes + event.bytes }, // nothing has moved
    }
  }
  if (event._tag === "Progress") {
    return { ...progress, bytes: { ...progress.bytes, done: progress.bytes.done + event.bytes } }
  }
  const { settled, failed, total } = progress.actions
  const isFailed = event.outcome._tag === "Failed"
  return { ...progress, actions: { settled: settled + 1, failed: failed + (isFailed ? 1 : 0), total } }
}

const entriesOf = (progress: PairProgress | undefined) => progress?._tag === "Looking" ? progress.entries : {}
const filesOf = (progress: PairProgress | undefined) => progress?._tag === "Comparing" ? progress.files : {}
