/** How many terminal cells a text takes, and texts cut or filled up to so many. Meant for printable text. */
import { displayWidth as measured } from "effect/cli/CliOutput"

export const displayWidth = (text: string): number => ascii.test(text) ? text.length : measured(text)

export const padToWidth = (text: string, width: number): string =>
  text + " ".repeat(Math.max(0, width - displayWidth(text)))

/** The text if it fits, otherwise as much of it as fits before the ellipsis. Never cuts through a character. */
export const cutToWidth = (text: string, width: number, ellipsis: string): string => {
  if (displayWidth(text) <= width) return text
  const room = width - displayWidth(ellipsis)
  if (room < 0) return ""
  let kept = ""
  let used = 0
  for (const { segment } of characters.segment(text)) {
    used += displayWidth(segment)
    if (used > room) break
    kept += segment
  }
  return kept + ellipsis
}

const ascii = /^[\x20-\x7e]*$/
const characters = new Intl.Segmenter(undefined, { granularity: "grapheme" })
