/** The runs of one or several pairs, a line for each. */
import { formatTime, type TimeFormat } from "./formatTime.ts"
import { renderTable } from "./renderTable.ts"
import { type Style } from "./Style.ts"
import { newestFirst, outcomeOf, type ToldRun } from "./ToldRun.ts"

export interface HistoryLook {
  readonly style: Style
  readonly time?: TimeFormat | undefined
}

export const renderHistory = (runs: ReadonlyArray<ToldRun>, { style, time = formatTime }: HistoryLook): string =>
  runs.length === 0 ? "No runs yet." : renderTable(
    ["RUN", "PAIR", "WHEN", "KIND", "OUTCOME", "SUMMARY"],
    newestFirst(runs).map((run) => [run.run, run.pair, time(run.started), run.kind, outcomeOf(run), run.summary]),
    style,
  )
