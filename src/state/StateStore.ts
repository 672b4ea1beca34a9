/** Where baselines and the journal live between passes. One pair, one baseline, one writer at a time. */
import { Context, Data, type Effect, type Scope } from "effect"
import { type Action } from "../domain/Action.ts"
import { type Agreement, type Baseline } from "../domain/Baseline.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { type Side } from "../domain/Side.ts"

export type StateReason =
  | { readonly _tag: "Locked"; readonly holder: string } // who holds it: command, process id, host, since when
  | { readonly _tag: "Damaged"; readonly message: string }
  | { readonly _tag: "TooNew"; readonly found: number; readonly known: number }
  | { readonly _tag: "Unusable"; readonly message: string } // cannot be opened, read or written

export class StateError extends Data.TaggedError("StateError")<{
  readonly file: string
  readonly pair?: string
  readonly reason: StateReason
}> {
  override get message(): string {
    return `${this.file}: ${explain(this.reason, this.pair)}`
  }
}

const explain = (reason: StateReason, pair = ""): string => {
  switch (reason._tag) {
    case "Locked":
      return `pair "${pair}" is being applied by ${reason.holder}. Wait for it to end, then run this again.`
    case "Damaged":
      return `the state is damaged (${reason.message}). Nothing was changed. Put back a copy of it, or move it away: `
        + `the next plan then starts without a baseline, and deletes nothing that it has not seen.`
    case "TooNew":
      return `the state was written by a newer syncfile (format ${reason.found}; this one knows up to ${reason.known}).`
    case "Unusable":
      return `the state cannot be used: ${reason.message}`
  }
}

/** What is remembered of a pair between passes. */
export interface Memory {
  readonly baseline: Baseline
  /** Digest of what shaped the pair when the baseline was last written: roots, mode, filters, comparison. */
  readonly scope: string | undefined
  readonly roots: Readonly<Record<Side, string | undefined>>
  /** Runs that began and never finished: what they meant to do, by the number in their temporaries' names. */
  readonly unfinished: ReadonlyArray<UnfinishedRun>
  readonly lastRun: RunRecord | undefined
}

export interface UnfinishedRun {
  readonly run: string // 8 hexadecimal digits
  readonly intents: ReadonlyMap<number, { readonly side: Side; readonly path: RelPath }>
}

export interface RunRecord {
  readonly run: string
  readonly started: number // milliseconds since the epoch
  readonly finished: number | undefined
  readonly outcome: RunOutcome | undefined
  readonly summary: string // the frozen line of product.md that the run ended with, or why it ended
}
export type RunOutcome = "ok" | "partial" | "failed" | "interrupted"

/** One path whose fate a run has settled. `agreement: undefined`: it is gone from both sides. */
export interface Settled {
  readonly path: RelPath
  readonly agreement: Agreement | undefined
  readonly intent?: number // the journal's entry that this fulfils
}

/** A run under way: the pair is locked until the scope of `begin` closes. */
export interface Run {
  readonly id: string
  /** Writes agreements and strikes out their intents, in one transaction, durable when it returns. */
  readonly settle: (settled: ReadonlyArray<Settled>) => Effect.Effect<void, StateError>
  /** Strikes out what is left of this run and of the unfinished ones before it, and remembers the end. */
  readonly finish: (outcome: RunOutcome, summary: string) => Effect.Effect<void, StateError>
}

/** What the probe of a remote found, kept so that a plan need not try again. Any JSON value. */
export type Probe = unknown

export class StateStore extends Context.Service<StateStore, {
  readonly file: string
  /** Needs no lock. A state that does not exist yet is an empty memory, and is not created. */
  readonly load: (pair: string) => Effect.Effect<Memory, StateError>
  /** Holds the pair for this process until the scope closes; the kernel lets go of it if the process dies. */
  readonly lock: (pair: string) => Effect.Effect<void, StateError, Scope.Scope>
  /** Journals what a run is about to do, durable when it returns. The pair must be locked. */
  readonly begin: (beginning: {
    readonly pair: string
    readonly scope: string
    readonly roots: Readonly<Record<Side, string | undefined>>
    readonly actions: ReadonlyArray<Action> // an action's number is its index
  }) => Effect.Effect<Run, StateError>
  /** `undefined`: nothing is remembered. */
  readonly loadProbe: (key: string) => Effect.Effect<Probe, StateError>
  readonly saveProbe: (key: string, probe: Probe) => Effect.Effect<void, StateError>
}>()("syncfile/state/StateStore") {}
