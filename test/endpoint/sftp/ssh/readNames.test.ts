/** Packets of names as servers send them, whole, in pieces and broken. */
import { assert, describe, it } from "@effect/vitest"
import { type SFTPWrapper } from "ssh2"
import { readNames } from "../../../../src/endpoint/sftp/ssh/readNames.ts"
import { type Channel } from "../../../../src/endpoint/sftp/ssh/sftpPackets.ts"
import { type Refusal } from "../../../../src/endpoint/sftp/status.ts"

const number = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
const text = (value: string | Buffer) => Buffer.concat([number(Buffer.byteLength(value)), Buffer.from(value)])
const packet = (type: number, ...parts: ReadonlyArray<Buffer>) => {
  const rest = Buffer.concat([Buffer.of(type), number(1), ...parts])
  return Buffer.concat([number(rest.length), rest])
}

const size = Buffer.concat([number(3), number(7)]) // 3 * 2 ** 32 + 7
const [owner, mode, times] = [Buffer.concat([number(0), number(0)]), number(0o100644), [number(1), number(2)]] as const
const more = [number(1), text("a@b"), text("c")]

const all = packet(
  104,
  number(3),
  Buffer.concat([text("é"), text("-rw- é"), number(0x8000_000f), size, owner, mode, ...times, ...more]),
  Buffer.concat([text("bare"), text(""), number(0)]),
  Buffer.concat([text("half"), text(""), number(4), mode]),
)
const listed = [["é", 0o100644, 3 * 2 ** 32 + 7, 2], ["bare", undefined, undefined, undefined], [
  "half",
  0o100644,
  undefined,
  undefined,
]]

/** Asks once, on a channel that has nobody at its other end, and lets the answer come. */
const answered = (...pieces: ReadonlyArray<Buffer>) => {
  const forSsh2: Array<Buffer | null> = []
  const channel = {
    _requests: {},
    _writeReqid: 0,
    outgoing: { id: 0, state: "closed", packetSize: 0, window: 0 },
    push: (data) => void forSsh2.push(data && Buffer.from(data)),
  } as Partial<Channel> as Channel
  const visited: Array<ReadonlyArray<unknown>> = []
  const replies: Array<Refusal | undefined> = []
  readNames(
    channel as unknown as SFTPWrapper,
    Buffer.alloc(4),
    (...name) => void visited.push(name),
    (error) => void replies.push(error),
  )
  for (const piece of pieces) channel.push(piece)
  return { visited, replies, forSsh2, left: Object.keys(channel._requests) }
}

describe("the names in a packet", () => {
  it("are told, with what the server tells of them, however the packet is cut", () => {
    for (let cut = 0; cut <= all.length; cut++) {
      const { forSsh2, left, replies, visited } = answered(all.subarray(0, cut), all.subarray(cut))
      assert.deepStrictEqual([visited, replies, forSsh2, left], [listed, [undefined], [], []], `cut at ${cut}`)
    }
    assert.deepStrictEqual(answered(...Array.from(all, (byte) => Buffer.of(byte))).visited, listed)
  })

  it("are none, or at an end", () => {
    assert.deepStrictEqual(answered(packet(104, number(0))).replies, [undefined])
    const { forSsh2, replies } = answered(packet(101, number(1), text("end"), text("")), packet(103, text("x")))
    assert.deepStrictEqual(replies, [{ code: 1, message: "end of file" }])
    assert.deepStrictEqual(Buffer.concat(forSsh2.map((data) => data ?? Buffer.of())), packet(103, text("x")))
  })

  it("are not believed in part: a packet that breaks off names nothing", () => {
    for (const bytes of [1, 5, 9, 20, 40, all.length - 13]) {
      const cut = Buffer.from(all.subarray(0, all.length - bytes))
      cut.writeUInt32BE(cut.length - 4, 0)
      const { replies, visited } = answered(cut)
      assert.deepStrictEqual([visited, replies.map((error) => error?.message)], [[], ["it is not what was asked for"]])
    }
  })

  it("are not waited for where a packet is too long", () => {
    const length = number(256 * 1024 + 1)
    const { forSsh2 } = answered(length.subarray(0, 3), length.subarray(3))
    assert.deepStrictEqual(Buffer.concat(forSsh2.map((data) => data ?? Buffer.of())), length)
  })

  it("are left to ssh2 where the packet is no answer to this, too short or too long", () => {
    const others = [
      packet(101, number(4), text("no")),
      packet(103, text("x")),
      packet(104),
      Buffer.concat([
        number(3_000_000),
        all.subarray(4),
      ]),
    ]
    for (const other of others) {
      const { forSsh2, replies, visited } = answered(other, Buffer.alloc(8))
      assert.deepStrictEqual([visited, replies], [[], []])
      assert.deepStrictEqual(Buffer.concat(forSsh2.map((data) => data ?? Buffer.of())).subarray(0, other.length), other)
    }
  })
})
