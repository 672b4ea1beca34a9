/** The same figures as Markdown: tables of times with ratios, of memory, and of what went over the wire. */
import { formatBytes } from "../../src/report/formatBytes.ts"
import { type Figure, type Figures, ours, ratioTo, timeOf } from "./Figures.ts"
import { formatRatio, formatSeconds } from "./formatFigure.ts"
import { describeVerdict, verdictsOf } from "./verdictsOf.ts"

export const renderMarkdown = (rows: ReadonlyArray<Figures>, remark: string): string => {
  const tools = toolsIn(rows)
  const ofEach = (title: string, cell: (figure: Figure) => string) => {
    const lines = rows.map((row) => [row.title, ...tools.map((tool) => cellFor(row, tool, cell))])
    return table([title, ...tools], lines.filter((cells) => cells.slice(1).some((text) => text !== "")))
  }
  return [
    ...table(["time (syncfile ÷ it)", ...tools], rows.map((row) => timesOf(row, tools))),
    "",
    ...table(["target", "of syncfile"], rows.flatMap((row) => targetsOf(row, rows))),
    "",
    ...ofEach("peak memory", ({ peakBytes }) => peakBytes === undefined ? "" : formatBytes(peakBytes)),
    "",
    ...ofEach(
      "sent / received",
      ({ wire }) => wire === undefined ? "" : `${formatBytes(wire.up)} / ${formatBytes(wire.down)}`,
    ),
    "",
    remark,
  ].join("\n")
}

/** For a page that is about something else: times alone, where they are to be a share of a rival's. */
export const renderSummary = (measured: ReadonlyArray<Figures>, remark: string): string => {
  const rows = measured.filter(({ goals }) => goals.some((goal) => goal.of === "ratio"))
  const tools = toolsIn(rows)
  return [
    ...table(["time (syncfile ÷ it)", ...tools], rows.map((row) => timesOf(row, tools))),
    "",
    remark,
  ].join("\n")
}

const toolsIn = (rows: ReadonlyArray<Figures>): ReadonlyArray<string> => [
  ...new Set(rows.flatMap((row) => row.figures.map(({ tool }) => tool))),
]

const timesOf = (row: Figures, tools: ReadonlyArray<string>): ReadonlyArray<string> => [
  row.title,
  ...tools.map((tool) => {
    const time = timeOf(row, tool)
    if (time === undefined) return row.figures.some((figure) => figure.tool === tool) ? "failed" : ""
    const ratio = tool === ours ? undefined : ratioTo(row, tool)
    return ratio === undefined ? formatSeconds(time) : `${formatSeconds(time)} (${formatRatio(ratio)})`
  }),
]

const targetsOf = (row: Figures, rows: ReadonlyArray<Figures>): ReadonlyArray<ReadonlyArray<string>> => {
  const verdicts = verdictsOf(row, rows)
  return verdicts.length === 0 ? [] : [[row.title, verdicts.map(describeVerdict).join("; ")]]
}

const cellFor = (row: Figures, tool: string, cell: (figure: Figure) => string): string => {
  const figure = row.figures.find((figure) => figure.tool === tool)
  return figure === undefined ? "" : cell(figure)
}

const table = (
  heading: ReadonlyArray<string>,
  lines: ReadonlyArray<ReadonlyArray<string>>,
): ReadonlyArray<string> => [line(heading), line(heading.map(() => "---")), ...lines.map(line)]

const line = (cells: ReadonlyArray<string>): string => `| ${cells.join(" | ")} |`
