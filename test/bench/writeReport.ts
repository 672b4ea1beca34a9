/** Puts the figures into the project's documents. */
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { type Figures } from "./Figures.ts"
import { renderChart } from "./renderChart.ts"
import { renderMarkdown, renderSummary } from "./renderMarkdown.ts"
import { closingMark, openingMark, replaceMarked } from "./replaceMarked.ts"

const page = join("docs", "performance.md")
const chart = join("docs", "performance.svg")

/** Returns a line about each document of the project in that folder. */
export const writeReport = (project: string, rows: ReadonlyArray<Figures>, remark: string): ReadonlyArray<string> => {
  const told = [
    writeTables(project, "README.md", renderSummary(rows, remark)),
    writeTables(project, page, renderMarkdown(rows, remark)),
  ]
  if (!existsSync(join(project, page))) return told
  writeFileSync(join(project, chart), renderChart(rows, remark))
  return [...told, `${chart}: drawn`]
}

const writeTables = (project: string, name: string, markdown: string): string => {
  const path = join(project, name)
  if (!existsSync(path)) return `${name}: not there, nothing written`
  const text = replaceMarked(readFileSync(path, "utf8"), markdown)
  if (text === undefined) return `${name}: not one ${openingMark} and one ${closingMark} after it, nothing written`
  writeFileSync(path, text)
  return `${name}: tables replaced`
}
