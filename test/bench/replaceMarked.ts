/** Puts a text between two comments of a Markdown file. */

export const openingMark = "<!-- bench -->"
export const closingMark = "<!-- /bench -->"

/** Undefined unless there is exactly one of each mark, in this order. */
export const replaceMarked = (document: string, block: string): string | undefined => {
  const [before, inside, ...more] = document.split(openingMark)
  if (before === undefined || inside === undefined || more.length > 0) return undefined
  const [, after, ...further] = inside.split(closingMark)
  if (after === undefined || further.length > 0 || before.includes(closingMark)) return undefined
  return `${before}${openingMark}\n${block.trim()}\n${closingMark}${after}`
}
