/**
 * Takes the answers to requests of our own making out of what comes in on a channel, and leaves all else, and those that look
 * odd, to ssh2: in two pieces, which it puts together in memory of its own.
 */
import { keepsNothing } from "./borrowedPackets.ts"
import { type Channel } from "./sftpPackets.ts"

/** The answer that is waited for. All kinds say one more number after that of the request. */
export interface Expected {
  /** Whether a packet may be the answer: what number it says, and how many bytes follow. */
  readonly fits: (type: number, number: number, bytes: number) => boolean
  /** Some of those bytes; they are gone when it returns. */
  readonly take: (data: Buffer, from: number, to: number) => void
  /** All of them have come, if there are any. */
  readonly end: () => void
}

/** Says a code. */
export const statusPacket = 101 // SSH_FXP_STATUS
/** Says how many bytes were read. */
export const dataPacket = 103 // SSH_FXP_DATA
/** Says how many names follow. */
export const namePacket = 104 // SSH_FXP_NAME

const taken = new Set([statusPacket, dataPacket, namePacket])

/** As ssh2 has it. */
export const mostBytes = 256 * 1024

const lengthBytes = 4
/** Of any packet: length of the rest, type. */
const leastBytes = lengthBytes + 1
/** Of those that may be taken: number of the request and what it says first, too. */
const headBytes = leastBytes + 4 + 4

export class Receiver {
  readonly expected = new Map<number, Expected>()
  readonly #channel: Channel
  readonly #give: (data: Buffer | null) => void // to ssh2
  readonly #head = Buffer.alloc(headBytes)
  #have = 0 // of the head
  #left = 0 // of the packet, once its head is there
  #answered: number | undefined // the request whose answer follows; the packet is for ssh2 without one

  private constructor(channel: Channel) {
    this.#channel = channel
    this.#give = channel.push.bind(channel)
    channel.push = (data) => data === null ? this.#give(data) : this.#take(data)
    keepsNothing(channel)
  }

  static on(channel: Channel): Receiver {
    const receiver = receivers.get(channel) ?? new Receiver(channel)
    receivers.set(channel, receiver)
    return receiver
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
    while (at < data.length && this.#have < this.#wanted) head[this.#have++] = data[at++]!
    if (this.#have < this.#wanted) return at
    const left = lengthBytes + head.readUInt32BE(0) - this.#have
    this.#left = Math.max(0, left)
    this.#answered = this.#have === headBytes && left >= 0 ? this.#answeredBy(left) : undefined // ssh2 complains of short ones
    const have = this.#have
    this.#have = 0
    if (this.#answered === undefined) this.#give(head.subarray(0, have))
    else if (left === 0) this.#end(this.#answered)
    return at
  }

  /** A packet that is too long is for ssh2 to refuse, as soon as it says how long it is: perhaps nothing more comes of it. */
  get #wanted(): number {
    if (this.#have < lengthBytes || this.#head.readUInt32BE(0) > mostBytes) return lengthBytes
    if (this.#have < leastBytes) return leastBytes
    return taken.has(this.#head[4]!) ? headBytes : leastBytes
  }

  #answeredBy(bytes: number): number | undefined {
    const id = this.#head.readUInt32BE(5)
    const fits = this.expected.get(id)?.fits(this.#head[4]!, this.#head.readUInt32BE(9), bytes)
    return fits === true ? id : undefined
  }

  #takeRest(data: Buffer, from: number, to: number): void {
    this.#left -= to - from
    if (this.#answered === undefined) return this.#give(data.subarray(from, to))
    this.expected.get(this.#answered)?.take(data, from, to)
    if (this.#left === 0) this.#end(this.#answered)
  }

  #end(id: number): void {
    const expected = this.expected.get(id)
    this.expected.delete(id)
    delete this.#channel._requests[id]
    expected?.end() // unless the connection is gone, and it was told so
  }
}

const receivers = new WeakMap<Channel, Receiver>()
