/** The same figures as Markdown: one table of times with ratios, one of memory. */
import { formatBytes } from "../../src/report/formatBytes.ts"
import { type Figures, ours, ratioTo, timeOf, verdictsOf } from "./Figures.ts"
import { formatRatio, formatSeconds } from "./formatFigure.ts"
import { describeVerdict } from "./renderFigures.ts"

export const renderMarkdown = (rows: ReadonlyArray<Figures>, remark: string): string => {
  const tools = [...new Set(rows.flatMap((row) => row.figures.map(({ tool }) => tool)))]
  return [
    ...table(["time (syncfile ÷ it)", ...tools, "target"], rows.map((row) => timesOf(row, tools))),
    "",
    ...table(["peak memory", ...tools], rows.map((row) => memoryOf(row, tools))),
    "",
    remark,
  ].join("\n")
}

const timesOf = (row: Figures, tools: ReadonlyArray<string>): ReadonlyArray<string> => [
  row.title,
  ...tools.map((tool) => {
    const time = timeOf(row, tool)
    if (time === undefined) return row.figures.some((figure) => figure.tool === tool) ? "failed" : ""
    const ratio = tool === ours ? undefined : ratioTo(row, tool)
    return ratio === undefined ? formatSeconds(time) : `${formatSeconds(time)} (${formatRatio(ratio)})`
  }),
  verdictsOf(row).map((verdict) => `${verdict.rival} ${describeVerdict(verdict)}`).join("; "),
]

const memoryOf = (row: Figures, tools: ReadonlyArray<string>): ReadonlyArray<string> => [
  row.title,
  ...tools.map((tool) => {
    const peak = row.figures.find((figure) => figure.tool === tool)?.peakBytes
    return peak === undefined ? "" : formatBytes(peak)
  }),
]

const table = (
  heading: ReadonlyArray<string>,
  lines: ReadonlyArray<ReadonlyArray<string>>,
): ReadonlyArray<string> => [line(heading), line(heading.map(() => "---")), ...lines.map(line)]

const line = (cells: ReadonlyArray<string>): string => `| ${cells.join(" | ")} |`
