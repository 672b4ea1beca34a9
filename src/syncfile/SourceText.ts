/** The text of a syncfile with its lines, so that an offset can be shown as a place in it. */

/** From the first character to just behind the last, counted in UTF-16 units from the start of the text. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** Counted from 1. A column counts UTF-16 units, as editors and compilers do. */
export interface Position {
  readonly line: number
  readonly column: number
}

export interface SourceText {
  readonly text: string
  readonly lineStarts: ReadonlyArray<number>
}

export const sourceTextOf = (text: string): SourceText => {
  const lineStarts = [0]
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lineStarts.push(at + 1)
  return { text, lineStarts }
}

/** An offset outside the text counts as its nearest end. */
export const positionOf = (source: SourceText, offset: number): Position => {
  const inside = Math.max(0, Math.min(offset, source.text.length))
  let low = 0
  let high = source.lineStarts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((source.lineStarts[middle] ?? 0) <= inside) low = middle
    else high = middle - 1
  }
  return { line: low + 1, column: inside - (source.lineStarts[low] ?? 0) + 1 }
}

/** A line without its line break; empty for a number that the text has no line for. */
export const lineOf = (source: SourceText, line: number): string => {
  const start = source.lineStarts[line - 1] ?? source.text.length
  const next = source.lineStarts[line]
  return source.text.slice(start, next === undefined ? undefined : next - 1).replace(/\r$/, "")
}

/** The same text with stars in place of what lies in the spans. Lines and columns stay as they are. */
export const withStars = (source: SourceText, spans: ReadonlyArray<Span>): SourceText => {
  let text = ""
  let from = 0
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    if (end <= from) continue
    const begin = Math.max(start, from)
    text += source.text.slice(from, begin) + source.text.slice(begin, end).replaceAll(/[^\r\n]/g, "*")
    from = end
  }
  return { text: text + source.text.slice(from), lineStarts: source.lineStarts }
}
