/** Where baselines and the journal live between passes. One pair, one baseline, one writer at a time. */
import { Context, Data, type Effect, type Scope } from "effect"
import { type Action } from "../domain/Action.ts"
import { type Agreement, type Baseline } from "../domain/Baseline.ts"
import { type File } from "../domain/Entry.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { type Side } from "../domain/Side.ts"
import { type PassBook } from "./PassBook.ts"

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
      return `pair "${pair}" is held by ${reason.holder}. Wait for it to end, then run this again.`
    case "Damaged":
      return `the state is damaged (${reason.message}). Nothing was changed. Put back a copy of it, or move it away: `
        + `the next plan then starts without a baseline, and halts before it deletes or replaces anything.`
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
  readonly lastRun: RunRecord | undefined // of those that may have left marks: not of those that restored
  readonly lastApply: RunRecord | undefined
  /** `undefined`: no run of this pair has ever left marks. */
  readonly mark: Mark | undefined
}

/**
 * What the marks on the sides of a two-way pair must say. Each holds the number of the last run that changed anything:
 * a lower one than `least` is that of a side that was put back to an older copy, a higher one than `most` tells that this
 * state was. In between lie runs that began and never finished.
 */
export interface Mark {
  readonly id: string // 16 hexadecimal digits: what the marks of this pair, in this state, are called by
  readonly least: number
  readonly most: number
}

export interface UnfinishedRun {
  readonly run: string // 8 hexadecimal digits
  readonly started: number // milliseconds since the epoch
  readonly intents: ReadonlyMap<number, Intent>
}

/** Where a run meant to do something, and what it meant to take away from its place for that. */
export interface Intent {
  readonly side: Side
  readonly path: RelPath
  readonly from?: RelPath | undefined // of a move: what is found aside came from here
  readonly expected?: File // what was to give way at the path
  readonly checkpoint?: Checkpoint // how far it had come, if it is a large file
}

/** The beginning of a large file that its part holds for certain: a later run may go on from there. */
export interface Checkpoint {
  readonly from: RelPath // where it comes from, on the other side
  readonly wanted: File // the version of the source that was on its way
  readonly bytes: number // so many, from the first one on
  readonly digest: string // SHA-256 of these, hexadecimal
  readonly isSynced: boolean // they are on the target's disk; otherwise they have only been acknowledged
}

/**
 * What a run was for. `apply`: all that a pair's plan said. `resolve`: only what somebody decided of it. `restore`: old
 * versions, brought back to one side; it keeps nothing in step and leaves no mark.
 */
export type RunKind = "apply" | "resolve" | "restore"

export interface RunRecord {
  readonly run: string // 8 hexadecimal digits
  readonly kind: RunKind
  readonly started: number // milliseconds since the epoch
  readonly finished: number | undefined
  readonly outcome: RunOutcome | undefined
  readonly summary: string // the frozen line of product.md that the run ended with, or why it ended
}

/** One thing that a run did, for people to read: kept for the history only. */
export interface Deed {
  readonly verb: "add" | "change" | "move" | "delete"
  readonly side: Side
  readonly path: RelPath
  readonly note: string // where from, where the old version is, which conflict was decided how; may be ""
}

/** A run that is over, and what it did. */
export interface PastRun extends RunRecord {
  readonly deeds: ReadonlyArray<Deed> // at most `keptDeeds` of them, in the order in which they were done
  readonly done: number // how many there were
}

/** What the state knows of a pair, at a glance. */
export interface PairRecord {
  readonly pair: string
  readonly agreements: number
  readonly scope: string // "": its sides have not met, or it was forgotten and they have not met since
  readonly roots: Readonly<Record<Side, string | undefined>>
  readonly unfinished: number // runs that began and did not finish
  readonly lastRun: RunRecord | undefined // as in `Memory`
}

export type RunOutcome = "ok" | "partial" | "failed" | "interrupted"

/** One path whose fate a run has settled. `agreement: undefined`: it is gone from both sides. */
export interface Settled {
  readonly path: RelPath
  readonly agreement: Agreement | undefined
  readonly intent?: number // the journal's entry that this fulfils
  readonly blocks?: Uint8Array // of the content that was agreed on, which then has a digest
}

/** A run under way. It writes only while the pair is locked. */
export interface Run {
  readonly id: string
  readonly started: number // milliseconds since the epoch
  readonly number: number // counts up over all runs of the state; what marks say
  readonly mark: string // the id of the pair's marks
  /** Writes agreements and strikes out their intents, in one transaction, durable when it returns. */
  readonly settle: (settled: ReadonlyArray<Settled>) => Effect.Effect<void, StateError>
  /** The blocks of the content with this digest, if a path of the pair was settled with them and is still in step. */
  readonly blocksOf: (digest: string) => Effect.Effect<Uint8Array | undefined, StateError>
  /** Notes how far the file of an intent has come, durable when it returns; `undefined`: there is no beginning any more. */
  readonly checkpoint: (intent: number, checkpoint: Checkpoint | undefined) => Effect.Effect<void, StateError>
  /** Strikes out what is left of this run and of the unfinished ones before it, but for `open`, and remembers the end. */
  readonly finish: (ending: Ending) => Effect.Effect<void, StateError>
}

export interface Ending {
  readonly outcome: RunOutcome
  readonly summary: string
  readonly deeds: ReadonlyArray<Deed> // all of them; no more than `keptDeeds` are remembered
  readonly isMarked: boolean // the marks on both sides now say this run's number
  readonly open?: ReadonlySet<string> // earlier runs that stay unfinished: something of theirs may still be left
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
    readonly kind: RunKind
    readonly scope: string | undefined // undefined: its sides have not met by this run either
    readonly roots: Readonly<Record<Side, string | undefined>>
    readonly actions: ReadonlyArray<Action> // an action's number is its index
    readonly remembered?: ReadonlySet<string> // runs that are not forgotten, however many have come after them
  }) => Effect.Effect<Run, StateError>
  /** All pairs that the state knows, in the order of their names. */
  readonly pairs: Effect.Effect<ReadonlyArray<PairRecord>, StateError>
  /** The newest first; those that never finished are among them. `only`: none but the run with this id. */
  readonly history: (pair: string, most: number, only?: string) => Effect.Effect<ReadonlyArray<PastRun>, StateError>
  /**
   * Forgets a pair's baseline, roots and mark, and with them what its unfinished runs meant to do; its history stays. The
   * next pass meets both sides for the first time. The pair must be locked.
   */
  readonly forget: (pair: string) => Effect.Effect<void, StateError>
  /** Takes these roots for the pair's own and forgets its mark; the baseline stays. The pair must be locked. */
  readonly adopt: (pair: string, roots: Readonly<Record<Side, string | undefined>>) => Effect.Effect<void, StateError>
  /** Gives a pair's past to another name, which must have none yet. Both must be locked. */
  readonly rename: (pair: string, name: string) => Effect.Effect<void, StateError>
  /** Forgets a pair altogether, its history too. The pair must be locked. */
  readonly remove: (pair: string) => Effect.Effect<void, StateError>
  /** Who holds a pair's lock right now, in words for people; `undefined`: nobody. */
  readonly holder: (pair: string) => Effect.Effect<string | undefined, StateError>
  readonly passes: PassBook
  /** `undefined`: nothing is remembered. */
  readonly loadProbe: (key: string) => Effect.Effect<Probe, StateError>
  readonly saveProbe: (key: string, probe: Probe) => Effect.Effect<void, StateError>
}>()("syncfile/state/StateStore") {}
