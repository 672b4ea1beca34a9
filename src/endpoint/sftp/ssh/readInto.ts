/**
 * Reads a stretch of a file right into the memory that it is to lie in. ssh2 puts each answer together in memory of its
 * own first, and that memory, collected as garbage, is what a large file took most of its time for.
 */
import { type SFTPWrapper } from "ssh2"
import { dataPacket, Receiver } from "./Receiver.ts"
import { channelOf, headOf, nextRequest, put } from "./sftpPackets.ts"

const typeOfRead = 5 // SSH_FXP_READ

/** As many bytes as `into` has room for are asked for; the reply is how many came. The memory is the server's until then. */
export const readInto = (
  sftp: SFTPWrapper,
  handle: Buffer,
  into: Buffer,
  position: number,
  reply: (error: Error | undefined, count?: number) => void,
): void => {
  const channel = channelOf(sftp)
  const { expected } = Receiver.on(channel)
  const id = nextRequest(channel, (error, data) => {
    expected.delete(id)
    if (error !== undefined) return reply(error)
    if (data === undefined || data.length > into.length) return reply(new Error("it is not what was asked for"))
    reply(undefined, data.copy(into))
  })
  let filled = 0
  expected.set(id, {
    fits: (type, count, bytes) => type === dataPacket && count > 0 && count === bytes && count <= into.length,
    take: (data, from, to) => {
      filled += data.copy(into, filled, from, to)
    },
    end: () => reply(undefined, filled),
  })
  put(channel, headOf(typeOfRead, id, handle, position, into.length, 0))
}
