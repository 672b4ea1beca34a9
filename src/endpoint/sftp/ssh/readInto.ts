/**
 * Reads a stretch of a file right into the memory that it is to lie in. ssh2 puts each answer together in memory of its
 * own first, and that memory, collected as garbage, is what a large file took most of its time for.
 */
import { type SFTPWrapper } from "ssh2"
import { keepsNothing } from "./borrowedPackets.ts"
import { type Channel, channelOf, headOf, nextRequest, put } from "./sftpPackets.ts"

const typeOfRead = 5 // SSH_FXP_READ
const typeOfData = 103 // SSH_FXP_DATA

/** As many bytes as `into` has room for are asked for; the reply is how many came. The memory is the server's until then. */
export const readInto = (
  sftp: SFTPWrapper,
  handle: Buffer,
  into: Buffer,
  position: number,
  reply: (error: Error | undefined, count?: number) => void,
): void => {
  const channel = channelOf(sftp)
  const receiver = receivers.get(channel) ?? new Receiver(channel)
  const id = nextRequest(channel, (error, data) => {
    receiver.wanted.delete(id)
    if (error !== undefined) return reply(error)
    if (data === undefined || data.length > into.length) return reply(new Error("it is not what was asked for"))
    reply(undefined, data.copy(into))
  })
  receiver.wanted.set(id, { into, reply })
  put(channel, headOf(typeOfRead, id, handle, position, into.length, 0))
}

interface Wanted {
  readonly into: Buffer
  readonly reply: (error: Error | undefined, count: number) => void
}

const receivers = new WeakMap<Channel, Receiver>()

/** Before the bytes of an answer to a READ: length of the rest, type, number of the request, how many bytes. */
const headBytes = 4 + 1 + 4 + 4

/**
 * Takes such answers out of what comes in, and leaves all else, and those that look odd, to ssh2: in two pieces, which it
 * puts together in memory of its own.
 */
class Receiver {
  readonly wanted = new Map<number, Wanted>()
  readonly #channel: Channel
  readonly #give: (data: Buffer | null) => void // to ssh2
  readonly #head = Buffer.alloc(headBytes)
  #have = 0 // of the head
  #left = 0 // of the packet, once its head is there
  #answered: number | undefined // the request whose bytes follow; the packet is for ssh2 without one
  #filled = 0

  constructor(channel: Channel) {
    this.#channel = channel
    this.#give = channel.push.bind(channel)
    channel.push = (data) => data === null ? this.#give(data) : this.#take(data)
    receivers.set(channel, this)
    keepsNothing(channel)
  }

  #take(data: Buffer): void {
    for (let at = 0; at < data.length;) {
      if (this.#left === 0) at = this.#takeHead(data, at)
      const end = Math.min(data.length, at + this.#left)
      if (end > at) this.#takeRest(data, at, end)
      at = end
    }
  }

  /** Only as much of it as tells whose the packet is. Gives where in the data it ends. */
  #takeHead(data: Buffer, from: number): number {
    const head = this.#head
    let at = from
    while (at < data.length && this.#have < (this.#have < 5 || head[4] === typeOfData ? headBytes : 5)) {
      head[this.#have++] = data[at++]!
    }
    if (this.#have < (this.#have === 5 && head[4] !== typeOfData ? 5 : headBytes)) return at
    const length = 4 + head.readUInt32BE(0)
    this.#left = Math.max(0, length - this.#have) // ssh2 complains about packets that are too short
    this.#answered = this.#have === headBytes ? this.#answeredBy(length) : undefined
    this.#filled = 0
    if (this.#answered === undefined) this.#give(head.subarray(0, this.#have))
    this.#have = 0
    return at
  }

  #answeredBy(length: number): number | undefined {
    const id = this.#head.readUInt32BE(5)
    const count = this.#head.readUInt32BE(9)
    const room = this.wanted.get(id)?.into.length ?? 0
    return count > 0 && count <= room && length === headBytes + count ? id : undefined
  }

  #takeRest(data: Buffer, at: number, end: number): void {
    this.#left -= end - at
    if (this.#answered === undefined) return this.#give(data.subarray(at, end))
    const wanted = this.wanted.get(this.#answered)
    if (wanted === undefined) return // the connection is gone, and it was told so
    this.#filled += data.copy(wanted.into, this.#filled, at, end)
    if (this.#left > 0) return
    this.wanted.delete(this.#answered)
    delete this.#channel._requests[this.#answered]
    wanted.reply(undefined, this.#filled)
  }
}
