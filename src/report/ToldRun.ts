/** A run of a pair's past, as far as it is told of. Whatever remembers runs knows them like this. */
import { type Verb } from "../domain/Action.ts"
import { type Side } from "../domain/Side.ts"

export interface ToldRun {
  readonly pair: string
  readonly run: string // 8 hexadecimal digits
  readonly kind: "apply" | "resolve" | "restore"
  readonly started: number // milliseconds since the epoch
  readonly finished: number | undefined
  readonly outcome: "ok" | "partial" | "failed" | "interrupted" | undefined // undefined: it never said
  readonly summary: string
  readonly deeds: ReadonlyArray<ToldDeed> // the first of them, in the order in which they were done
  readonly done: number // how many there were
}

export interface ToldDeed {
  readonly verb: Verb
  readonly side: Side
  readonly path: string
  readonly note: string // may be ""
}

/** Of several pairs, too. */
export const newestFirst = (runs: ReadonlyArray<ToldRun>): ReadonlyArray<ToldRun> =>
  runs.toSorted((a, b) => b.started - a.started)

/** In one word, as `status` says it. */
export const outcomeOf = ({ outcome }: ToldRun): string => outcome ?? "unfinished"
