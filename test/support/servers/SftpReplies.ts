/** Replies of SFTP version 3 as bytes: right ones, and whatever else a test wants to send. */
import { type Attributes } from "./SftpTree.ts"

const replyTypes = { STATUS: 101, HANDLE: 102, DATA: 103, NAME: 104, ATTRS: 105 } as const

export interface ListedName {
  readonly name: string | Buffer // as bytes, names need not be UTF-8
  readonly attributes: Attributes
}

export const statusReply = (id: number, code: number, message = ""): Buffer =>
  reply("STATUS", id, number(code), text(message), text(""))

export const handleReply = (id: number, handle: Buffer): Buffer => reply("HANDLE", id, text(handle))

export const dataReply = (id: number, bytes: Buffer): Buffer => reply("DATA", id, text(bytes))

export const attributesReply = (id: number, attributes: Attributes): Buffer =>
  reply("ATTRS", id, attributeBytes(attributes))

export const namesReply = (id: number, names: ReadonlyArray<ListedName>): Buffer =>
  reply(
    "NAME",
    id,
    number(names.length),
    ...names.flatMap(({ attributes, name }) => [text(name), text(""), attributeBytes(attributes)]),
  )

/** Says that it has more names than bytes follow. */
export const truncatedNamesReply = (id: number): Buffer => reply("NAME", id, number(1), number(999))

/** No packet at all: its length alone is 4 GiB. */
export const endlessPacket = Buffer.from([0xFF, 0xFF, 0xFF, 0xFF, 101, 0, 0, 0, 0])

const reply = (type: keyof typeof replyTypes, id: number, ...fields: ReadonlyArray<Buffer>): Buffer => {
  const body = Buffer.concat([Buffer.from([replyTypes[type]]), number(id), ...fields])
  return Buffer.concat([number(body.length), body])
}

/** Only what is there is flagged as there. */
const attributeBytes = ({ mode, seconds, size }: Attributes): Buffer =>
  Buffer.concat([
    number((size === undefined ? 0 : 1) | (mode === undefined ? 0 : 4) | (seconds === undefined ? 0 : 8)),
    ...(size === undefined ? [] : [long(size)]),
    ...(mode === undefined ? [] : [number(mode)]),
    ...(seconds === undefined ? [] : [number(seconds), number(seconds)]),
  ])

const number = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value >>> 0)
  return bytes
}

const long = (value: number | bigint): Buffer => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(value))
  return bytes
}

const text = (value: string | Buffer): Buffer => {
  const bytes = typeof value === "string" ? Buffer.from(value) : value
  return Buffer.concat([number(bytes.length), bytes])
}
