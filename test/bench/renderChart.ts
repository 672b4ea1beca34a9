/** The times as an SVG: for each row with a rival a group of bars, the longest time as wide as the page. */
import { type Figures, ours, timeOf } from "./Figures.ts"
import { formatSeconds } from "./formatFigure.ts"

const width = 760
const nameWidth = 92
const timeWidth = 56
const barRoom = width - nameWidth - timeWidth
const barHeight = 9
const lineHeight = 14
const titleHeight = 19
const gap = 11
const least = 1.5 // of a bar that would be too short to be seen

/** Greys that can be read on white and on black, and better ones where the image learns which of them the reader prefers. */
const style = `
  text { font: 11px system-ui, sans-serif; fill: #768390 }
  .title, .ours { font-weight: 600 }
  .ours { fill: #2f81f7 }
  .rival { fill: #8b949e }
  @media (prefers-color-scheme: light) {
    text { fill: #59636e }
    .title { fill: #1f2328 }
    .ours { fill: #0969da }
    .rival { fill: #b1bac4 }
  }
  @media (prefers-color-scheme: dark) {
    text { fill: #9198a1 }
    .title { fill: #f0f6fc }
    .ours { fill: #4493f8 }
    .rival { fill: #545d68 }
  }
`

export const renderChart = (rows: ReadonlyArray<Figures>, remark: string): string => {
  const lines: Array<string> = []
  let y = 0
  for (const row of rows) {
    const timed = timesIn(row)
    if (timed.every(({ tool }) => tool === ours)) continue
    const longest = Math.max(...timed.map(({ seconds }) => seconds))
    lines.push(text("title", 0, y + 13, row.title))
    y += titleHeight
    for (const { tool, seconds } of timed) {
      lines.push(...bar(tool, seconds, seconds / longest, y))
      y += lineHeight
    }
    y += gap
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${y}" viewBox="0 0 ${width} ${y}" role="img">`,
    `<title>${escaped(`Time taken, shorter is better. ${remark}`)}</title>`,
    `<style>${style}</style>`,
    ...lines,
    "</svg>",
    "",
  ].join("\n")
}

const timesIn = (row: Figures) =>
  row.figures.flatMap(({ tool }) => {
    const seconds = timeOf(row, tool)
    return seconds === undefined ? [] : [{ tool, seconds }]
  })

const bar = (tool: string, seconds: number, share: number, y: number): ReadonlyArray<string> => {
  const [kind, length] = [tool === ours ? "ours" : "rival", Math.max(least, share * barRoom)]
  const rect = `<rect class="${kind}" x="${nameWidth}" y="${y + 1}" width="${
    length.toFixed(1)
  }" height="${barHeight}"/>`
  const name = text(tool === ours ? kind : undefined, 8, y + 10, tool)
  const time = text(tool === ours ? kind : undefined, nameWidth + length + 5, y + 10, formatSeconds(seconds))
  return [rect, name, time]
}

const text = (kind: string | undefined, x: number, y: number, written: string): string =>
  `<text${kind === undefined ? "" : ` class="${kind}"`} x="${Number(x.toFixed(1))}" y="${y}">${escaped(written)}</text>`

const escaped = (written: string): string =>
  written.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\"", "&quot;")
