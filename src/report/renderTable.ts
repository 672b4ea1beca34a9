/** Columns of text. */
import { displayWidth, padToWidth } from "./displayWidth.ts"
import { printable } from "./escape.ts"
import { type Style } from "./Style.ts"

export const renderTable = (
  heading: ReadonlyArray<string>,
  rows: ReadonlyArray<ReadonlyArray<string>>,
  style: Style,
): string => {
  const safe = rows.map((row) => row.map(printable))
  const widths = heading.map((title, column) =>
    Math.max(displayWidth(title), ...safe.map((row) => displayWidth(row[column] ?? "")))
  )
  const line = (cells: ReadonlyArray<string>) =>
    cells.map((cell, column) => padToWidth(cell, widths[column] ?? 0)).join("  ").trimEnd()
  return [style.bold(line(heading)), ...safe.map(line)].join("\n")
}
