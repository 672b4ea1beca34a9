/** Runs of the past as JSON: what other programs may rely on. */
import { DateTime } from "effect"
import { newestFirst, outcomeOf, type ToldDeed, type ToldRun } from "./ToldRun.ts"

export interface RunDocument {
  readonly run: string
  readonly pair: string
  readonly kind: ToldRun["kind"]
  readonly started: string // ISO 8601, UTC
  readonly finished: string | null
  readonly outcome: string
  readonly summary: string
  readonly done: number
}

/** The newest first. */
export const historyDocument = (runs: ReadonlyArray<ToldRun>): ReadonlyArray<RunDocument> =>
  newestFirst(runs).map(headOf)

/** `done` counts all deeds; those that are not kept are not among `deeds`. */
export const runDocument = (run: ToldRun): RunDocument & { readonly deeds: ReadonlyArray<ToldDeed> } => ({
  ...headOf(run),
  deeds: run.deeds.map(({ verb, side, path, note }) => ({ verb, side, path, note })),
})

const headOf = (run: ToldRun): RunDocument => ({
  run: run.run,
  pair: run.pair,
  kind: run.kind,
  started: isoOf(run.started),
  finished: run.finished === undefined ? null : isoOf(run.finished),
  outcome: outcomeOf(run),
  summary: run.summary,
  done: run.done,
})

const isoOf = (milliseconds: number): string => DateTime.formatIso(DateTime.makeUnsafe(milliseconds))
