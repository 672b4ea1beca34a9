/** The lines of a syncfile that a complaint is about, with marks under the spot. */
import { lineOf, positionOf, type SourceText, type Span } from "./SourceText.ts"
import { visible } from "./visible.ts"

/** How much of a line is shown, so that a file in one long line still gives a readable complaint. */
const widest = 120

/** One line before, the line itself, and carets under the part of the span that lies on it. */
export const excerpt = (source: SourceText, span: Span): ReadonlyArray<string> => {
  const { line, column } = positionOf(source, span.start)
  const shown = lineOf(source, line)
  const cut = Math.max(0, column - 1 - Math.floor(widest / 2))
  const before = cutOut(shown.slice(0, column - 1), cut)
  const marked = shown.slice(column - 1, Math.min(column - 1 + span.end - span.start, cut + widest))
  const gutter = String(line).length
  const numbered = (number: number | undefined, text: string) =>
    `  ${String(number ?? "").padStart(gutter)} | ${text}`.trimEnd()
  const above = lineOf(source, line - 1)
  return [
    ...(above.trim() === "" ? [] : [numbered(line - 1, cutOut(above, 0))]),
    numbered(line, cutOut(shown, cut)),
    numbered(undefined, " ".repeat(before.length) + "^".repeat(Math.max(1, visible(marked).length))),
  ]
}

const cutOut = (line: string, from: number): string =>
  (from > 0 ? "…" : "") + visible(line.slice(from, from + widest)) + (line.length > from + widest ? "…" : "")
