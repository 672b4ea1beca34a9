/** The table for the terminal: a block for each row, in it a line for each tool. */
import { formatBytes } from "../../src/report/formatBytes.ts"
import { renderTable } from "../../src/report/renderTable.ts"
import { type Style } from "../../src/report/Style.ts"
import { type Figure, type Figures, ours, ratioTo, timeOf } from "./Figures.ts"
import { formatRatio, formatSeconds } from "./formatFigure.ts"
import { describeVerdict, type Verdict, verdictsOf } from "./verdictsOf.ts"

const heading = [
  "",
  "median",
  "fastest to slowest",
  "runs",
  "peak memory",
  "sent",
  "received",
  "syncfile ÷ it",
  "target",
]

export const renderFigures = (rows: ReadonlyArray<Figures>, style: Style): string => {
  const lines = rows.flatMap((row) => {
    const verdicts = verdictsOf(row, rows)
    const absent = verdicts.filter((verdict) => row.figures.every((figure) => figure.tool !== toolOf(verdict)))
    return [
      [row.row],
      ...row.figures.map((figure) =>
        lineOf(row, figure, verdicts.filter((verdict) => toolOf(verdict) === figure.tool))
      ),
      ...absent.map((
        verdict,
      ) => [`  ${toolOf(verdict)}`, "not here", "", "", "", "", "", "", describeVerdict(verdict)]),
    ]
  })
  return [
    renderTable(heading, lines, style),
    "",
    ...rows.map((row) => `${row.row}: ${row.title}`),
    ...rows.flatMap((row) => row.figures.flatMap((figure) => failureOf(row, figure))),
  ].join("\n")
}

/** In whose line a verdict stands. */
const toolOf = ({ goal }: Verdict): string => goal.of === "ratio" ? goal.rival : ours

const lineOf = (row: Figures, figure: Figure, verdicts: ReadonlyArray<Verdict>): ReadonlyArray<string> => {
  const time = timeOf(row, figure.tool)
  const name = `  ${figure.tool}`
  const target = verdicts.map(describeVerdict).join("; ")
  if (time === undefined) return [name, "failed", "", "", "", "", "", "", target]
  const ratio = figure.tool === ours ? undefined : ratioTo(row, figure.tool)
  return [
    name,
    formatSeconds(time),
    `${formatSeconds(Math.min(...figure.seconds))} to ${formatSeconds(Math.max(...figure.seconds))}`,
    String(figure.seconds.length),
    ...[figure.peakBytes, figure.wire?.up, figure.wire?.down].map((bytes) =>
      bytes === undefined ? "" : formatBytes(bytes)
    ),
    ratio === undefined ? "" : formatRatio(ratio),
    target,
  ]
}

const failureOf = (row: Figures, { tool, failure }: Figure): ReadonlyArray<string> =>
  failure === undefined ? [] : [`${row.row}, ${tool} failed: ${failure}`]
