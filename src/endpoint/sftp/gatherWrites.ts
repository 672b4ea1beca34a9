/** Sends the packets of one turn of the event loop with one system call instead of one each, out of one ring of memory. */
import { type Client } from "ssh2"
import { makePacketsIn } from "./ssh/mendCiphers.ts"
import { PacketRing } from "./ssh/PacketRing.ts"

/** ssh2 keeps these to itself; the version is pinned. */
interface Internals {
  readonly _sock?: NodeJS.WritableStream & Corkable
  readonly _protocol?: object
}

const empty = new Uint8Array(0)
const known = new WeakMap<Client, () => void>()

/** Gives a function to call before anything is sent: for all channels of a connection the same one. */
export const gatherWrites = (client: Client): () => void => {
  const gather = known.get(client) ?? gathererOf(client)
  known.set(client, gather)
  return gather
}

const gathererOf = (client: Client): () => void => {
  const { _sock: socket, _protocol: protocol } = client as unknown as Internals
  if (socket?.cork === undefined || protocol === undefined) return () => {}
  const ring = new PacketRing()
  makePacketsIn(ring, protocol)
  let isGathering = false
  return () => {
    if (isGathering) return
    isGathering = true
    socket.cork()
    setImmediate(() => {
      isGathering = false
      socket.write(empty, ring.mark()) // called once all that was written before it is with the system
      socket.uncork()
    })
  }
}

interface Corkable {
  readonly cork: () => void
  readonly uncork: () => void
}
