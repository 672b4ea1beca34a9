/** Pairs at a glance, a line for each. */
import { formatDuration } from "./formatDuration.ts"
import { renderTable } from "./renderTable.ts"
import { type Style } from "./Style.ts"

export interface StatusRow {
  readonly pair: string
  readonly mode: string
  readonly state: string
  readonly age: number | undefined // milliseconds since the last pass ended; undefined: there was none
  readonly due: number | undefined // milliseconds until the next pass is due; undefined: nobody watches, or nothing is
  readonly pending: number
  readonly conflicts: number
  readonly message: string
}

export const renderStatus = (rows: ReadonlyArray<StatusRow>, style: Style): string =>
  renderTable(
    ["PAIR", "MODE", "STATE", "LAST PASS", "NEXT", "PENDING", "CONFLICTS", "MESSAGE"],
    rows.map(({ age, conflicts, due, message, mode, pair, pending, state }) => [
      pair,
      mode,
      state,
      age === undefined ? "-" : `${formatDuration(age)} ago`,
      due === undefined ? "-" : due <= 0 ? "now" : `in ${formatDuration(due)}`,
      String(pending),
      String(conflicts),
      message,
    ]),
    style,
  )
