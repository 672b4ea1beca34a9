/** Sends the packets of one turn of the event loop with one system call instead of one each. */
import { type Client } from "ssh2"

/** Gives a function to call before anything is sent. ssh2 keeps its socket to itself; the version is pinned. */
export const gatherWrites = (client: Client): () => void => {
  const socket = (client as unknown as { readonly _sock?: NodeJS.WritableStream & Corkable })._sock
  if (socket?.cork === undefined) return () => {}
  let isGathering = false
  return () => {
    if (isGathering) return
    isGathering = true
    socket.cork()
    setImmediate(() => {
      isGathering = false
      socket.uncork()
    })
  }
}

interface Corkable {
  readonly cork: () => void
  readonly uncork: () => void
}
