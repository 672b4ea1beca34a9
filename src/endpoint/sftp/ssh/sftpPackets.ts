/** Puts SFTP requests of our own making on a channel of ssh2, beside those that ssh2 makes. */
import { type SFTPWrapper } from "ssh2"

/** What ssh2 keeps to itself; the version is pinned, and every test with a real server notices when it moves. */
export interface Channel {
  readonly _requests: Record<number, Asked> // by number, until they are answered
  _writeReqid: number
  _buffer: Array<Buffer> // what waits for the window of the channel, in order
  _waitWindow: boolean
  _chunkcb: (() => void) | undefined // called once the window has opened again
  readonly outgoing: Outgoing
  readonly _protocol: { readonly channelData: (channel: number, data: Buffer) => void }
  push: (data: Buffer | null) => void // what comes in
}

/** Called when the answer is a status, with nothing for success; with the bytes that were read; or when the connection goes. */
interface Asked {
  readonly cb: (error: Error | undefined, data?: Buffer) => void
}

interface Outgoing {
  readonly id: number
  readonly state: string
  readonly packetSize: number
  window: number
}

export const channelOf = (sftp: SFTPWrapper): Channel => sftp as unknown as Channel

/** Registers a request, and gives its number. */
export const nextRequest = (channel: Channel, cb: Asked["cb"]): number => {
  const id = channel._writeReqid = (channel._writeReqid + 1) >>> 0
  channel._requests[id] = { cb }
  return id
}

/**
 * The beginning of a READ or WRITE, with the length of the whole packet, of which `more` bytes follow: type, number,
 * handle, place in the file, and how many bytes it is about.
 */
export const headOf = (type: number, id: number, handle: Buffer, position: number, bytes: number, more: number) => {
  const head = Buffer.allocUnsafe(4 + 1 + 4 + 4 + handle.length + 8 + 4)
  let at = head.writeUInt32BE(head.length - 4 + more, 0)
  at = head.writeUInt8(type, at)
  at = head.writeUInt32BE(id, at)
  at = head.writeUInt32BE(handle.length, at)
  at += handle.copy(head, at)
  at = head.writeUInt32BE(Math.floor(position / 2 ** 32), at)
  at = head.writeUInt32BE(position % 2 ** 32, at)
  head.writeUInt32BE(bytes, at)
  return head
}

/** What the window of the channel has no room for waits, and all that comes after it. `isBorrowed`: it is copied for that. */
export const put = (channel: Channel, bytes: Buffer, isBorrowed = false): void => {
  const { outgoing } = channel
  if (outgoing.state !== "open") return
  let at = 0
  while (at < bytes.length && outgoing.window > 0) {
    const end = at + Math.min(bytes.length - at, outgoing.window, outgoing.packetSize)
    outgoing.window -= end - at
    channel._protocol.channelData(outgoing.id, bytes.subarray(at, end))
    at = end
  }
  if (at === bytes.length) return
  const rest = bytes.subarray(at)
  channel._buffer.push(isBorrowed ? Buffer.from(rest) : rest)
  channel._waitWindow = true
  channel._chunkcb = putWaiting
}

function putWaiting(this: Channel): void {
  this._chunkcb = undefined
  const waiting = this._buffer
  this._buffer = []
  for (const bytes of waiting) put(this, bytes)
}
