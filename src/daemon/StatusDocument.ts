/** What is told of a watch as JSON: by its HTTP interface, to `ctl` and to the status page. */
import { type Check } from "../domain/watch/checks.ts"
import { type Pass } from "../domain/watch/Pass.ts"
import { type RunDocument } from "../report/historyDocument.ts"
import { type PairProgress } from "../report/PairProgress.ts"
import { type PlanDocument } from "../report/PlanDocument.ts"
import { type ToldDeed } from "../report/ToldRun.ts"

/** Times are milliseconds since the epoch; null: none, or not known. */
export interface StatusDocument {
  readonly name: string
  readonly version: string
  readonly file: string
  readonly host: string
  readonly now: number
  readonly started: number
  readonly taken: number // when the setup that is followed was taken
  readonly refusal: { readonly message: string; readonly since: number } | null
  readonly broken: string | null // why the watch has to be started anew
  readonly isReady: boolean
  readonly complaints: ReadonlyArray<string> // why it is not
  readonly canAct: boolean // the syncfile gives a token, and who has that may act over HTTP
  readonly pairs: ReadonlyArray<PairStatus>
  readonly remotes: ReadonlyArray<RemoteStatus>
}

/** `unknown`: nothing has been found out yet. */
export type Health = "ok" | "worry" | "broken" | "unknown"

export interface PairStatus {
  readonly pair: string
  readonly mode: string
  readonly left: string
  readonly right: string
  readonly health: Health
  readonly phase: string // "idle", "queued", "passing", "suspended", "closed", "backing-off", "stopped"
  readonly detail: string // of the phase, for people; may be ""
  readonly next: number | null
  readonly last: Pass | null
  readonly lastGood: number | null
  readonly pending: number // actions of the newest plan that are not done
  readonly conflicts: number // of the same
  readonly planned: number | null // when the pass ended that made it; later ones came to no plan
  readonly checks: ReadonlyArray<Check>
  readonly progress: PairProgress | null
}

export interface RemoteStatus {
  readonly remote: string
  readonly state: "closed" | "open" | "stopped" // of its breaker: passes go there, wait, or wait for somebody
  readonly why: string
  readonly until: number | null
}

/** One pair in full. */
export interface PairDocument {
  readonly status: PairStatus
  /** What the newest plan left to be done, to be decided, or refused; null: nothing was planned since watching began. */
  readonly plan: PlanDocument | null
  readonly passes: ReadonlyArray<Pass> // the newest first, at most 50
}

/** One run in full: what was done, and what was said meanwhile. */
export interface RunDetails extends RunDocument {
  readonly deeds: ReadonlyArray<ToldDeed>
  readonly log: ReadonlyArray<string>
}

/** The syncfile that is followed, and the one that cannot be used, if that is another one. Secrets are starred out. */
export interface ConfigDocument {
  readonly file: string
  readonly followed: { readonly text: string; readonly taken: number; readonly resolved: unknown }
  readonly refused: { readonly text: string | null; readonly message: string; readonly since: number } | null
}

/** What is sent as server-sent events, under the name of its `type`. Whoever hears one asks again for what it is about. */
export type StatusEvent =
  | { readonly type: "pair"; readonly pair: string }
  | { readonly type: "config" }
  | { readonly type: "alive" } // nothing else: it comes every 15 seconds
  | { readonly type: "progress"; readonly pairs: Readonly<Record<string, PairProgress | null>> }
