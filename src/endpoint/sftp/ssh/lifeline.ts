/** Tells everyone who depends on a connection, once, that it is over, and why. */
import { type EndpointReason } from "../../EndpointError.ts"

export interface Lifeline {
  /** Only the first end counts. */
  readonly end: (why: EndpointReason) => void
  readonly hasEnded: () => boolean
  /** Called at once if it is over already. What it gives is called by who no longer depends on it. */
  readonly onEnd: (listener: (why: EndpointReason) => void) => () => void
}

export const makeLifeline = (): Lifeline => {
  let ended: EndpointReason | undefined
  const listeners = new Set<(why: EndpointReason) => void>()
  return {
    end: (why) => {
      if (ended !== undefined) return
      ended = why
      for (const listener of listeners) listener(why)
      listeners.clear()
    },
    hasEnded: () => ended !== undefined,
    onEnd: (listener) => {
      if (ended === undefined) listeners.add(listener)
      else listener(ended)
      return () => void listeners.delete(listener)
    },
  }
}
