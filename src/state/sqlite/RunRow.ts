/** A run as the state file keeps it. */
import { type RunOutcome, type RunRecord } from "../StateStore.ts"
import { type Row } from "./insertRows.ts"

export interface RunRow {
  readonly number: number // counts up, whatever the clock does
  readonly id: string
  readonly pair: number
  readonly started: number
  readonly finished: number | null
  readonly outcome: RunOutcome | null
  readonly summary: string
}

export const intoRun = "run (number, id, pair, started, finished, outcome, summary)"

export const cellsOfRun = ({ number, id, pair, started, finished, outcome, summary }: RunRow): Row => [
  number,
  id,
  pair,
  started,
  finished,
  outcome,
  summary,
]

export const toRunRecord = ({ id, started, finished, outcome, summary }: RunRow): RunRecord => ({
  run: id,
  started,
  finished: finished ?? undefined,
  outcome: outcome ?? undefined,
  summary,
})

export const isUnfinished = ({ finished }: RunRow): boolean => finished === null

/** Of runs in the order of their numbers. */
export const lastRecord = (runs: ReadonlyArray<RunRow>): RunRecord | undefined => {
  const last = runs.at(-1)
  return last === undefined ? undefined : toRunRecord(last)
}
