/** What somebody who does not see the page has to hear when a newer status arrives: changes of health, and little else. */
import { type Health, type PairStatus, type StatusDocument } from "../daemon/StatusDocument.ts"
import { printable } from "../report/escape.ts"

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

const sentenceOn = ({ health, pair }: PairStatus): string => `${printable(pair)} ${states[health]}`

const states: Readonly<Record<Health, string>> = {
  ok: "is OK again",
  worry: "is now worrying",
  broken: "is now broken",
  unknown: "is now of unknown health",
}
