/** What somebody who does not see the page has to hear when a newer status arrives: changes of health, and little else. */
import { type PairStatus, type StatusDocument } from "../daemon/StatusDocument.ts"
import { printable } from "../report/escape.ts"
import { healthWords } from "./words.ts"

/** "": nothing worth a word. */
export const newsOf = (before: StatusDocument | undefined, after: StatusDocument): string => {
  if (before === undefined) return ""
  const past = new Map(before.pairs.map((pair) => [pair.pair, pair]))
  const changed = after.pairs.filter((pair) => {
    const was = past.get(pair.pair)
    return was !== undefined && was.health !== pair.health
  })
  const refusal = after.refusal !== null && before.refusal === null
    ? ["The syncfile as it stands cannot be used"]
    : after.refusal === null && before.refusal !== null
    ? ["The syncfile is followed again"]
    : []
  const news = changed.length > most ? [`The health of ${changed.length} pairs changed`] : changed.map(sentenceOn)
  return [...refusal, ...news].map((sentence) => `${sentence}.`).join(" ")
}

const most = 3

const sentenceOn = ({ health, pair }: PairStatus): string =>
  `${printable(pair)} is now ${healthWords[health].toLowerCase()}`
