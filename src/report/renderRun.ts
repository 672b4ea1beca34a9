/** One run of the past: when it was, how it ended, and step by step what it did. */
import { symbols } from "./Change.ts"
import { printable } from "./escape.ts"
import { formatDuration } from "./formatDuration.ts"
import { formatTime, type TimeFormat } from "./formatTime.ts"
import { paintOf } from "./renderGroups.ts"
import { renderRows, type Row } from "./renderRows.ts"
import { type Style } from "./Style.ts"
import { outcomeOf, type ToldDeed, type ToldRun } from "./ToldRun.ts"

export interface RunLook {
  readonly style: Style
  readonly width?: number | undefined // columns; names are never cut to fit
  readonly time?: TimeFormat | undefined
}

/** Sides are left and right whatever the mode: nobody remembers which one the pair had then. */
export const renderRun = (run: ToldRun, { style, width = 100, time = formatTime }: RunLook): string => {
  const { pair, started, finished, summary, deeds, done } = run
  const took = finished === undefined ? "" : `, took ${formatDuration(Math.max(0, finished - started))}`
  const more = done - deeds.length
  return [
    `${style.bold(printable(pair))}  run ${printable(run.run)}  ${time(started)}${took}`,
    `  ${outcomeOf(run)}${summary === "" ? "" : `: ${printable(summary)}`}`,
    "",
    ...renderRows(deeds.map((deed) => rowOf(deed, style)), { mode: "two-way", style, width }),
    ...(more > 0 ? [`    ${style.ellipsis} and ${more} more`] : []),
    ...(done === 0 && deeds.length === 0 ? ["  No steps are written down."] : []),
  ].join("\n")
}

const rowOf = ({ verb, side, path, note }: ToldDeed, style: Style): Row => ({
  symbol: symbols[verb],
  paint: paintOf(verb, style),
  isLoud: verb === "delete",
  side,
  name: printable(path),
  remark: style.dim(printable(note)),
})
