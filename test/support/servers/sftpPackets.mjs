/** Packets of SFTP version 3: cut out of a stream of bytes, and put into words. Plain JavaScript: `sftpTap.mjs` starts at once. */

const requests = {
  3: "OPEN",
  4: "CLOSE",
  5: "READ",
  6: "WRITE",
  7: "LSTAT",
  8: "FSTAT",
  9: "SETSTAT",
  10: "FSETSTAT",
  11: "OPENDIR",
  12: "READDIR",
  13: "REMOVE",
  14: "MKDIR",
  15: "RMDIR",
  16: "REALPATH",
  17: "STAT",
  18: "RENAME",
  19: "READLINK",
  20: "SYMLINK",
  200: "EXTENDED",
}
const replies = { 101: "STATUS", 102: "HANDLE", 103: "DATA", 104: "NAME", 105: "ATTRS", 201: "EXTENDED_REPLY" }

const byHandle = new Set(["CLOSE", "READ", "WRITE", "FSTAT", "FSETSTAT", "READDIR"])
const byTwoPaths = new Set(["RENAME", "SYMLINK", "posix-rename@openssh.com", "hardlink@openssh.com"])
const extendedByHandle = new Set(["fsync@openssh.com", "fstatvfs@openssh.com"])
const extendedByNothing = new Set(["limits@openssh.com"])

/** Gives whole packets, length field included, as their last byte arrives. Copies only what came in pieces. */
export class PacketStream {
  #pieces = []
  #held = 0

  push(piece) {
    this.#pieces.push(piece)
    this.#held += piece.length
    if (this.#held < 4 || this.#held < this.#nextLength()) return []
    let rest = this.#pieces.length === 1 ? piece : Buffer.concat(this.#pieces)
    const packets = []
    while (rest.length >= 4 && rest.length >= 4 + rest.readUInt32BE(0)) {
      const end = 4 + rest.readUInt32BE(0)
      packets.push(rest.subarray(0, end))
      rest = rest.subarray(end)
    }
    this.#pieces = rest.length === 0 ? [] : [rest]
    this.#held = rest.length
    return packets
  }

  #nextLength() {
    if (this.#pieces[0].length < 4) this.#pieces = [Buffer.concat(this.#pieces)]
    return 4 + this.#pieces[0].readUInt32BE(0)
  }
}

/** A request in words, or `undefined` for what is none (INIT). `pathOf` tells the path that a handle was opened for. */
export const requestIn = (packet, pathOf) => {
  const name = requests[packet[4]]
  if (name === undefined) return undefined
  const id = packet.readUInt32BE(5)
  const fields = new Fields(packet, 9)
  const type = name === "EXTENDED" ? fields.text() : name
  if (extendedByNothing.has(type)) return { id, type }
  if (!byHandle.has(type) && !extendedByHandle.has(type)) {
    const path = fields.text()
    if (byTwoPaths.has(type)) return { id, type, path, to: fields.text() }
    return type === "OPEN" ? { id, type, path, flags: fields.number() } : { id, type, path }
  }
  const handle = fields.bytes().toString("hex")
  const path = pathOf(handle)
  if (type !== "READ" && type !== "WRITE") return { id, type, handle, path }
  const offset = Number(fields.long())
  return { id, type, handle, path, offset, bytes: fields.number() }
}

/** A reply in words, or `undefined` for what is none (VERSION). */
export const replyIn = (packet) => {
  const type = replies[packet[4]]
  if (type === undefined) return undefined
  const id = packet.readUInt32BE(5)
  if (type === "STATUS") return { id, type, code: packet.readUInt32BE(9) }
  if (type === "HANDLE") return { id, type, handle: new Fields(packet, 9).bytes().toString("hex") }
  return type === "DATA" ? { id, type, bytes: packet.readUInt32BE(9) } : { id, type }
}

/** A DATA reply with the first half of its bytes; what holds one byte or less stays as it is. */
export const halved = (data) => {
  const half = Math.floor(data.readUInt32BE(9) / 2)
  if (half === 0) return data
  const short = Buffer.from(data.subarray(0, 13 + half))
  short.writeUInt32BE(9 + half, 0)
  short.writeUInt32BE(half, 9)
  return short
}

/** Reads one field after the other; past the end there is nothing but zeros and emptiness. */
class Fields {
  #packet
  #at

  constructor(packet, at) {
    this.#packet = packet
    this.#at = at
  }

  number() {
    this.#at += 4
    return this.#at > this.#packet.length ? 0 : this.#packet.readUInt32BE(this.#at - 4)
  }

  long() {
    this.#at += 8
    return this.#at > this.#packet.length ? 0n : this.#packet.readBigUInt64BE(this.#at - 8)
  }

  bytes() {
    const length = this.number()
    this.#at += length
    return this.#packet.subarray(this.#at - length, this.#at)
  }

  text() {
    return this.bytes().toString()
  }
}
