/**
 * Reads the next names of an open directory. ssh2 makes three objects of each, and texts that nobody reads: for a million
 * names that took longer than all else about them.
 */
import { type SFTPWrapper } from "ssh2"
import { endOfFile, type Refusal } from "../status.ts"
import { namePacket, Receiver, statusPacket } from "./Receiver.ts"
import { channelOf, nextRequest, put } from "./sftpPackets.ts"

/** Told of each name that a server lists; of what it does not tell, `undefined`. Time in seconds since the epoch, 32 bits. */
export type Visit = (
  name: string,
  mode: number | undefined,
  size: number | undefined,
  mtime: number | undefined,
) => void

const typeOfReaddir = 12 // SSH_FXP_READDIR

/** `visit` is called right before the reply. */
export const readNames = (sftp: SFTPWrapper, handle: Buffer, visit: Visit, reply: (error?: Refusal) => void): void => {
  const channel = channelOf(sftp)
  const { expected } = Receiver.on(channel)
  const id = nextRequest(channel, (error) => {
    expected.delete(id)
    reply(error ?? odd())
  })
  let isEnd = false
  let listed = 0
  let whole = 0
  let body: Buffer | undefined // only of an answer that comes in pieces
  let come = 0
  let isGood = false
  expected.set(id, {
    fits: (type, number, bytes) => {
      isEnd = type === statusPacket && number === endOfFile
      listed = number
      whole = bytes
      isGood = number === 0 && bytes === 0
      return isEnd || type === namePacket
    },
    take: (data, from, to) => {
      if (isEnd) return
      if (to - from === whole) {
        isGood = visitAll(data.subarray(from, to), listed, visit)
        return
      }
      body ??= Buffer.allocUnsafe(whole)
      come += data.copy(body, come, from, to)
      if (come === whole) isGood = visitAll(body, listed, visit)
    },
    end: () => reply(isEnd ? atEnd : isGood ? undefined : odd()),
  })
  put(channel, requestFor(id, handle))
}

/** One for all: making one for each directory takes longer than all else about its end. */
const atEnd: Refusal = { code: endOfFile, message: "end of file" }

const odd = () => new Error("it is not what was asked for")

const requestFor = (id: number, handle: Buffer): Buffer => {
  const request = Buffer.allocUnsafe(4 + 1 + 4 + 4 + handle.length)
  let at = request.writeUInt32BE(request.length - 4, 0)
  at = request.writeUInt8(typeOfReaddir, at)
  at = request.writeUInt32BE(id, at)
  at = request.writeUInt32BE(handle.length, at)
  handle.copy(request, at)
  return request
}

/** Gives whether so many names are there; if not, none is visited. */
const visitAll = (body: Buffer, count: number, visit: Visit): boolean => {
  if (!walk(body, count, undefined)) return false
  return walk(body, count, visit)
}

const walk = (body: Buffer, count: number, visit: Visit | undefined): boolean => {
  const reading = new Reading(body)
  for (let names = 0; names < count; names++) {
    const name = visit === undefined ? reading.skipText() : reading.text()
    reading.skipText() // the same for people
    const flags = reading.number()
    const high = (flags & hasSize) === 0 ? undefined : reading.number()
    const size = high === undefined ? undefined : high * 2 ** 32 + reading.number()
    if ((flags & hasOwner) !== 0) reading.skip(8)
    const mode = (flags & hasMode) === 0 ? undefined : reading.number()
    if ((flags & hasTimes) !== 0) reading.skip(4)
    const mtime = (flags & hasTimes) === 0 ? undefined : reading.number()
    const more = (flags & hasMore) === 0 ? 0 : reading.number()
    for (let pairs = 0; pairs < more && !reading.isOver; pairs++) {
      reading.skipText()
      reading.skipText()
    }
    if (reading.isOver) return false
    visit?.(name, mode, size, mtime)
  }
  return true
}

/** What a server tells of a file, as it says in front. */
const hasSize = 1 // SSH_FILEXFER_ATTR_SIZE
const hasOwner = 2 // SSH_FILEXFER_ATTR_UIDGID
const hasMode = 4 // SSH_FILEXFER_ATTR_PERMISSIONS
const hasTimes = 8 // SSH_FILEXFER_ATTR_ACMODTIME
const hasMore = 0x8000_0000 // SSH_FILEXFER_ATTR_EXTENDED

/** Goes through bytes. Behind their end is nothing but zeros, and it notes that somebody was there. */
class Reading {
  isOver = false
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  skip(bytes: number): void {
    this.#at += bytes
    if (this.#at > this.#bytes.length) this.isOver = true
  }

  number(): number {
    const at = this.#at
    this.skip(4)
    const bytes = this.#bytes
    return this.isOver
      ? 0
      : ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0
  }

  skipText(): string {
    this.skip(this.number())
    return ""
  }

  text(): string {
    const length = this.number()
    const at = this.#at
    this.skip(length)
    return this.isOver ? "" : this.#bytes.toString("utf8", at, this.#at)
  }
}
