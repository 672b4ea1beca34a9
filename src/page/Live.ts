/** What the page knows of the daemon at a moment, and how what it hears changes that. */
import { type StatusDocument, type StatusEvent } from "../daemon/StatusDocument.ts"

/** `polling`: it answers, but sends no events. */
export type Connection = "connecting" | "live" | "polling" | "lost"

export interface Live {
  readonly status: StatusDocument | undefined
  readonly connection: Connection
  readonly ahead: number // milliseconds by which the daemon's clock is ahead of the browser's
  readonly heardAt: number // when it last answered, by the daemon's clock
  readonly beats: Beats
}

/** Each number grows when there may be news: of everything, of the configuration, of a pair. */
export interface Beats {
  readonly all: number
  readonly config: number
  readonly pairs: Readonly<Record<string, number>>
}

export const unheard: Live = {
  status: undefined,
  connection: "connecting",
  ahead: 0,
  heardAt: 0,
  beats: { all: 0, config: 0, pairs: {} },
}

export const heard = (live: Live, event: StatusEvent): Live => {
  const { beats, status } = live
  switch (event.type) {
    case "alive":
      return live
    case "config":
      return { ...live, beats: { ...beats, config: beats.config + 1 } }
    case "pair":
      return { ...live, beats: { ...beats, pairs: { ...beats.pairs, [event.pair]: pairBeat(beats, event.pair) + 1 } } }
    case "progress": {
      if (status === undefined) return live
      const news = new Map(Object.entries(event.pairs))
      const pairs = status.pairs.map((pair) => {
        const progress = news.get(pair.pair)
        return progress === undefined ? pair : { ...pair, progress }
      })
      return { ...live, status: { ...status, pairs } }
    }
  }
}

export const pairBeat = (beats: Beats, pair: string): number =>
  Object.hasOwn(beats.pairs, pair) ? beats.pairs[pair] ?? 0 : 0

export const answered = (live: Live, status: StatusDocument, isOpen: boolean, clock: number): Live => ({
  ...live,
  status,
  connection: isOpen ? "live" : "polling",
  ahead: status.now - clock,
  heardAt: status.now,
})

export const fellSilent = (live: Live): Live => ({ ...live, connection: "lost" })

export const everythingMayDiffer = (live: Live): Live => ({
  ...live,
  beats: { ...live.beats, all: live.beats.all + 1 },
})
