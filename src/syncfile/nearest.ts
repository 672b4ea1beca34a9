/** What a misspelt word was probably meant to be. */
import { distance } from "fastest-levenshtein"

/** The candidate closest to the word, or `undefined` when none is close: about a third of the word may differ. */
export const nearest = (word: string, candidates: Iterable<string>): string | undefined => {
  if (word.length > longest) return undefined
  let best: string | undefined
  let fewest = Math.floor((word.length + 1) / 3) + 1
  for (const candidate of candidates) {
    const edits = distance(word.toLowerCase(), candidate.toLowerCase())
    if (edits < fewest) [best, fewest] = [candidate, edits]
  }
  return best
}

/** Keys and names are short; measuring a text of megabytes would take minutes. */
const longest = 100
