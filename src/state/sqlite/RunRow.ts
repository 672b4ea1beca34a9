/** A run as the state file keeps it. */
import { type RunKind, type RunOutcome, type RunRecord } from "../StateStore.ts"
import { type Row } from "./insertRows.ts"
import { sealOfAll } from "./sealOf.ts"

export interface RunRow {
  readonly number: number // counts up, whatever the clock does
  readonly id: string
  readonly pair: number
  readonly started: number
  readonly finished: number | null
  readonly outcome: RunOutcome | null
  readonly summary: string
  readonly kind: RunKind
}

export const intoRun = "run (number, id, pair, started, finished, outcome, summary, kind)"

export const cellsOfRun = ({ number, id, pair, started, finished, outcome, summary, kind }: RunRow): Row => [
  number,
  id,
  pair,
  started,
  finished,
  outcome,
  summary,
  kind,
]

/** The seal of an `apply` leaves out its kind, which the formats before the third did not know. */
export const sealOfRuns = (rows: ReadonlyArray<RunRow>): number =>
  sealOfAll(rows.map((row) => row.kind === "apply" ? cellsOfRun(row).slice(0, -1) : cellsOfRun(row)))

export const toRunRecord = ({ id, kind, started, finished, outcome, summary }: RunRow): RunRecord => ({
  run: id,
  kind,
  started,
  finished: finished ?? undefined,
  outcome: outcome ?? undefined,
  summary,
})

export const isUnfinished = ({ finished }: RunRow): boolean => finished === null

/** Of runs in the order of their numbers. */
export const lastOf = (runs: ReadonlyArray<RunRow>, kinds: ReadonlyArray<RunKind>): RunRecord | undefined => {
  const last = runs.findLast(({ kind }) => kinds.includes(kind))
  return last === undefined ? undefined : toRunRecord(last)
}
