/** One pair as it is watched: what it is doing, what is next, and what came of it. */
import { type Pair } from "../domain/Pair.ts"
import { type Window } from "../domain/schedule/Window.ts"
import { type Pass, type Trigger } from "../domain/watch/Pass.ts"
import { type Suspension } from "../domain/watch/Suspension.ts"
import { type StopSignal } from "../engine/Stopping.ts"
import { type PairProgress } from "../report/PairProgress.ts"
import { type PlanDocument } from "../report/PlanDocument.ts"
import { noTotals, type Totals } from "./Totals.ts"
import { Wishes } from "./Wishes.ts"

export type Phase =
  | { readonly _tag: "Idle" } // until its next pass is due
  | { readonly _tag: "Queued"; readonly trigger: Trigger } // others are before it
  | { readonly _tag: "Passing"; readonly trigger: Trigger; readonly since: number }
  | { readonly _tag: "Suspended"; readonly suspension: Suspension }
  | { readonly _tag: "Closed"; readonly window: Window; readonly until: number | undefined }
  | { readonly _tag: "BackingOff"; readonly until: number; readonly why: string }
  | { readonly _tag: "Stopped"; readonly why: string } // until somebody mends it

export interface Slot {
  pair: Pair
  successor: Pair | undefined // what the pair is by now, taken once the pass that goes on is over
  readonly wishes: Wishes
  phase: Phase
  next: number | undefined // when a pass is due, in milliseconds since the epoch
  signal: StopSignal | undefined // of the pass that goes on
  progress: PairProgress | undefined // of the same
  log: Array<string> // what was said of the pass that goes on
  heardAt: number // when that one was last heard of
  passes: ReadonlyArray<Pass> // the newest first, as many as checks look at
  totals: Totals
  lastGood: number | undefined // when the last one ended that went well
  planned: Pass | undefined // the newest one that came to a plan
  left: PlanDocument | undefined // what that one left, if it was since watching began
  deafness: string | undefined // why nothing is heard of changes, if so
  isGone: boolean // it is not watched any more
}

/** Nothing more is begun of the pair as it was. */
export const isLeft = ({ isGone, successor }: Slot): boolean => isGone || successor !== undefined

/** The pass that goes on finishes what it has begun, and the pair looks at what it is to do now. */
export const askToEnd = ({ signal, wishes }: Slot): void => {
  signal?.request()
  wishes.wake()
}

export const makeSlot = (pair: Pair): Slot => ({
  pair,
  successor: undefined,
  wishes: new Wishes(),
  phase: { _tag: "Idle" },
  next: undefined,
  signal: undefined,
  progress: undefined,
  log: [],
  heardAt: 0,
  passes: [],
  totals: noTotals,
  lastGood: undefined,
  planned: undefined,
  left: undefined,
  deafness: undefined,
  isGone: false,
})
