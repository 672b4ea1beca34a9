/** What a pass says while it runs. */
import { type ApplyReport, type Outcome } from "../domain/ApplyReport.ts"
import { type Mode } from "../domain/Pair.ts"
import { type Plan } from "../domain/Plan.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { type Side } from "../domain/Side.ts"

export type SyncEvent =
  /** `entries`: seen so far on this side. */
  | {
    readonly _tag: "Scanning"
    readonly pair: string
    readonly mode: Mode
    readonly side: Side
    readonly entries: number
  }
  /** `done` of `total` files, `bytes` of `bytesTotal`. Comes for every chunk that is read, and for every file. */
  | {
    readonly _tag: "Hashing"
    readonly pair: string
    readonly mode: Mode
    readonly side: Side
    readonly done: number
    readonly total: number
    readonly bytes: number
    readonly bytesTotal: number
  }
  | { readonly _tag: "Planned"; readonly plan: Plan }
  /** `actions` and `bytes`: what is about to be done. */
  | { readonly _tag: "Started"; readonly pair: string; readonly actions: number; readonly bytes: number }
  /** `bytes`: since the last event. Comes for every chunk. */
  | { readonly _tag: "Progress"; readonly pair: string; readonly bytes: number }
  /** The first `bytes` of a file were there already: an earlier run had sent them. */
  | { readonly _tag: "TakenUp"; readonly pair: string; readonly path: RelPath; readonly bytes: number }
  | { readonly _tag: "Settled"; readonly pair: string; readonly mode: Mode; readonly outcome: Outcome }
  | { readonly _tag: "Finished"; readonly report: ApplyReport }
  /** The pass ended early, by an error or an interruption: nothing more is to be expected from this pair. */
  | { readonly _tag: "Stopped"; readonly pair: string }
  | { readonly _tag: "Note"; readonly pair: string; readonly message: string }

export const pairOf = (event: SyncEvent): string => {
  switch (event._tag) {
    case "Planned":
      return event.plan.pair
    case "Finished":
      return event.report.pair
    default:
      return event.pair
  }
}

/** Events that only move a number. They come by the thousand, so whoever listens takes note and does no more. */
export const isMovement = (event: SyncEvent): boolean =>
  event._tag === "Progress" || event._tag === "Hashing" || event._tag === "Scanning"
