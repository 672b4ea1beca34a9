/**
 * Lets a connection read all that comes into the same memory, over and over. ssh2 keeps pieces of what came, so it is given
 * copies: of all but the bytes that are read from files, which are most of it and are copied to their place at once.
 */
import { type Client } from "ssh2"
import { borrowIncoming } from "./openSocket.ts"

/** What ssh2 keeps to itself; the version is pinned, and every test with a real server notices when it moves. */
interface Internals {
  readonly _sock: NodeJS.EventEmitter
  readonly _protocol: Protocol
  readonly _chanMgr: { readonly get: (recipient: number) => object | null | undefined }
}

interface Protocol {
  readonly _packetRW: { read: PacketReader }
  readonly _decipher: { _packet?: Uint8Array | null } // what has come of a packet that is not there in full
  readonly _handlers: { CHANNEL_DATA: (protocol: unknown, recipient: number, data: Buffer) => void }
}

interface PacketReader {
  readonly read: (payload: Buffer) => Buffer
  readonly cleanup: () => void
}

const typeOfChannelData = 94

const copying = new WeakSet<object>()

/** A channel that keeps nothing of what it is given. */
export const keepsNothing = (channel: object): void => void copying.add(channel)

/** Called once for a connection, after the login. */
export const borrowPackets = (client: Client): void => {
  const { _chanMgr: channels, _protocol: protocol, _sock: socket } = client as unknown as Internals
  const { _handlers: handlers, _packetRW: both } = protocol
  let reader = copyingReader(both.read)
  Object.defineProperty(both, "read", { // set anew at every agreement on keys
    get: () => reader,
    set: (next: PacketReader) => {
      reader = copyingReader(next)
    },
  })
  const give = handlers.CHANNEL_DATA
  handlers.CHANNEL_DATA = (from, recipient, data) => {
    const channel = channels.get(recipient)
    give(from, recipient, channel && copying.has(channel) ? data : Buffer.from(data))
  }
  if (borrowIncoming(socket)) socket.on("data", (data: Buffer) => keepBeginning(protocol, data))
}

/** Runs after ssh2 has taken in what came: where only the end of a packet is missing, it keeps the rest as it lies. */
const keepBeginning = ({ _decipher: decipher }: Protocol, data: Buffer): void => {
  if (decipher._packet?.buffer === data.buffer) decipher._packet = Buffer.from(decipher._packet)
}

const copyingReader = (reader: PacketReader): PacketReader => ({
  read: (payload) => {
    const read = reader.read(payload)
    return read[0] === typeOfChannelData ? read : Buffer.from(read)
  },
  cleanup: () => reader.cleanup(),
})
