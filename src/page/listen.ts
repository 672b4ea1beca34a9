/** Hears of changes from the daemon for as long as the page is open, and tells whether it is being heard at all. */
import { type StatusEvent } from "../daemon/StatusDocument.ts"

export interface Listener {
  readonly hear: (event: StatusEvent) => void
  readonly tellOpen: (isOpen: boolean) => void
}

/** What is returned ends it. */
export const listen = ({ hear, tellOpen }: Listener): () => void => {
  let source: EventSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const wait = (milliseconds: number, next: () => void) => {
    clearTimeout(timer)
    timer = setTimeout(next, milliseconds)
  }
  const giveUp = () => {
    tellOpen(false)
    open()
  }
  const open = () => {
    source?.close()
    source = new EventSource("api/events")
    wait(longestSilence, giveUp)
    source.addEventListener("open", () => {
      wait(longestSilence, giveUp)
      tellOpen(true)
    })
    for (const type of types) {
      source.addEventListener(type, ({ data }) => {
        wait(longestSilence, giveUp)
        hear(JSON.parse(String(data)) as StatusEvent)
      })
    }
    source.addEventListener("error", () => {
      tellOpen(false)
      // A browser tries again by itself after a lost connection, and never after an answer that is no stream of events.
      if (source?.readyState === EventSource.CLOSED) wait(patience, open)
    })
  }
  open()
  return () => {
    clearTimeout(timer)
    source?.close()
  }
}

const types: ReadonlyArray<StatusEvent["type"]> = ["pair", "config", "progress", "alive"]

/** In milliseconds. */
const patience = 5000
/** A daemon that goes round sends something every 15 seconds. One that hangs keeps its connections, and sends nothing. */
const longestSilence = 35_000
