/**
 * Sends the request to write a stretch of a file right out of the memory that it lies in. ssh2 copies it into a packet of
 * its own first, and that memory, collected as garbage, is what a large file took most of its time for.
 */
import { type SFTPWrapper } from "ssh2"
import { channelOf, headOf, nextRequest, put } from "./sftpPackets.ts"

const typeOfWrite = 6 // SSH_FXP_WRITE

/** The memory may be used again when this returns. */
export const sendWrite = (
  sftp: SFTPWrapper,
  handle: Buffer,
  bytes: Buffer,
  position: number,
  reply: (error?: Error) => void,
): void => {
  const channel = channelOf(sftp)
  const head = headOf(typeOfWrite, nextRequest(channel, reply), handle, position, bytes.length, bytes.length)
  if (head.length + bytes.length <= channel.outgoing.packetSize) return put(channel, Buffer.concat([head, bytes]))
  put(channel, head)
  put(channel, bytes, true)
}

/** Whether the channel takes so many bytes now, or they would have to wait here. */
export const hasWindow = (sftp: SFTPWrapper, bytes: number): boolean => channelOf(sftp).outgoing.window >= bytes
