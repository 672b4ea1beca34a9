/** The table for the terminal: a block for each row, in it a line for each tool. */
import { formatBytes } from "../../src/report/formatBytes.ts"
import { renderTable } from "../../src/report/renderTable.ts"
import { type Style } from "../../src/report/Style.ts"
import { type Figure, type Figures, ours, ratioTo, timeOf, type Verdict, verdictsOf } from "./Figures.ts"
import { formatRatio, formatSeconds } from "./formatFigure.ts"

const heading = ["", "median", "fastest to slowest", "runs", "peak memory", "syncfile ÷ it", "target"]

export const renderFigures = (rows: ReadonlyArray<Figures>, style: Style): string => {
  const lines = rows.flatMap((row) => [
    [row.row],
    ...row.figures.map((figure) => lineOf(row, figure)),
    ...verdictsOf(row)
      .filter((verdict) => row.figures.every((figure) => figure.tool !== verdict.rival))
      .map((verdict) => [`  ${verdict.rival}`, "not here", "", "", "", "", describeVerdict(verdict)]),
  ])
  return [
    renderTable(heading, lines, style),
    "",
    ...rows.map((row) => `${row.row}: ${row.title}`),
    ...rows.flatMap((row) => row.figures.flatMap((figure) => failureOf(row, figure))),
  ].join("\n")
}

const lineOf = (row: Figures, figure: Figure): ReadonlyArray<string> => {
  const time = timeOf(row, figure.tool)
  const name = `  ${figure.tool}`
  const target = verdictsOf(row).filter((verdict) => verdict.rival === figure.tool).map(describeVerdict).join("; ")
  if (time === undefined) return [name, "failed", "", "", "", "", target]
  const ratio = figure.tool === ours ? undefined : ratioTo(row, figure.tool)
  return [
    name,
    formatSeconds(time),
    `${formatSeconds(Math.min(...figure.seconds))} to ${formatSeconds(Math.max(...figure.seconds))}`,
    String(figure.seconds.length),
    figure.peakBytes === undefined ? "" : formatBytes(figure.peakBytes),
    ratio === undefined ? "" : formatRatio(ratio),
    target,
  ]
}

export const describeVerdict = ({ atMost, ratio, isMet }: Verdict): string =>
  `at most ${atMost}: ${ratio === undefined ? "not measured" : isMet ? "met" : "not met"}`

const failureOf = (row: Figures, { tool, failure }: Figure): ReadonlyArray<string> =>
  failure === undefined ? [] : [`${row.row}, ${tool} failed: ${failure}`]
