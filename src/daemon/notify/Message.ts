/** What somebody is told. */
import { type Concern } from "./concernsOf.ts"

/** `reminder`: it still is as it was. */
export type MessageKind = "trouble" | "recovered" | "reminder"

export interface Message {
  readonly kind: MessageKind
  readonly name: string // of the syncfile
  readonly host: string
  readonly pair: string | undefined // undefined: it is about the watch as a whole
  readonly time: number // milliseconds since the epoch
  readonly concerns: ReadonlyArray<Concern>
}

/** In one sentence, which most that take webhooks show as it is. */
export const sentenceOf = ({ concerns, host, kind, name, pair }: Message): string => {
  const subject = pair === undefined ? name : `${name}/${pair}`
  const words = concerns.map(({ message }) => message).join("; ")
  switch (kind) {
    case "recovered":
      return `syncfile on ${host}: ${subject} is well again`
    case "reminder":
      return `syncfile on ${host}: ${subject} still: ${words}`
    case "trouble":
      return `syncfile on ${host}: ${subject}: ${words}`
  }
}
