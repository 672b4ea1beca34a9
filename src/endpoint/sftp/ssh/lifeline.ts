/** Tells everyone who depends on a connection, once, that it is over, and why. */
import { type EndpointReason } from "../../EndpointError.ts"

export interface Lifeline {
  /** Only the first end counts. */
  readonly end: (why: EndpointReason) => void
  readonly hasEnded: () => boolean
  /** Called at once if it is over already. */
  readonly onEnd: (listener: (why: EndpointReason) => void) => void
}

export const makeLifeline = (): Lifeline => {
  let ended: EndpointReason | undefined
  const listeners: Array<(why: EndpointReason) => void> = []
  return {
    end: (why) => {
      if (ended !== undefined) return
      ended = why
      for (const listener of listeners.splice(0)) listener(why)
    },
    hasEnded: () => ended !== undefined,
    onEnd: (listener) => {
      if (ended === undefined) listeners.push(listener)
      else listener(ended)
    },
  }
}
