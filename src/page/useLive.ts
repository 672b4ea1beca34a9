/** Keeps what the page knows up to date: by events while they come, by asking every ten seconds while they do not. */
import { useEffect, useState } from "preact/hooks"
import { type StatusDocument } from "../daemon/StatusDocument.ts"
import { clock } from "./clock.ts"
import { listen } from "./listen.ts"
import { answered, everythingMayDiffer, fellSilent, heard, type Live, unheard } from "./Live.ts"
import { readDocument } from "./readDocument.ts"

export const useLive = (): Live => {
  const [live, setLive] = useState(unheard)
  useEffect(() => keepUp((change) => setLive(change)), [])
  return live
}

/** What is returned ends it. */
const keepUp = (apply: (change: (live: Live) => Live) => void): () => void => {
  const leaving = new AbortController()
  let isOpen = false
  let isAsking = false
  let isAnswered = true // the last time
  let isWanted = false // once more, since something happened while an answer was under way
  let askedAt = 0

  const ask = () => {
    if (isAsking) {
      isWanted = true
      return
    }
    isAsking = true
    isWanted = false
    askedAt = clock()
    void readDocument<StatusDocument>("api/status", leaving.signal).then((reading) => {
      isAsking = false
      isAnswered = reading._tag === "Read"
      if (leaving.signal.aborted) return
      apply((live) => reading._tag === "Read" ? answered(live, reading.value, isOpen, clock()) : fellSilent(live))
      if (isWanted) ask()
    })
  }

  const stop = listen({
    hear: (event) => {
      apply((live) => heard(live, event))
      if (event.type === "pair" || event.type === "config") ask()
    },
    tellOpen: (nowOpen) => {
      const isBack = nowOpen && !isOpen
      isOpen = nowOpen
      if (isBack) apply(everythingMayDiffer)
      ask()
    },
  })
  const timer = setInterval(() => {
    const isDue = clock() - askedAt >= (isOpen && isAnswered ? atRest : unheardFor) - 500
    if (!isDue || isAsking) return
    if (!isOpen) apply(everythingMayDiffer)
    ask()
  }, 1000)
  ask()
  return () => {
    leaving.abort()
    clearInterval(timer)
    stop()
  }
}

const unheardFor = 10_000 // milliseconds
/** Some things change with time alone, like the age of the last good pass. */
const atRest = 60_000
