/** Lets a client know which extensions of SFTP this server has, for which ssh2 has no words. */
import { type SFTPWrapper } from "ssh2"

/** What the requests in extendedRequests.ts answer, with the version of each. */
const extensions: Readonly<Record<string, string>> = {
  "posix-rename@openssh.com": "1",
  "fsync@openssh.com": "1",
}

interface Protocol {
  channelData: (channel: number, packet: Buffer) => void
}

interface Inside {
  _protocol: Protocol
  readonly outgoing: { window: number }
}

/**
 * The first packet an SFTP server sends is VERSION, and ssh2's is always without extensions. So the first packet of
 * this session is exchanged for one that has them. It is longer, by which the client's receive window gets smaller.
 * To be called before anything arrives. This is the only place that leans on the insides of ssh2 (as of 1.17).
 */
export const announceExtensions = (sftp: SFTPWrapper): void => {
  const inside = sftp as unknown as Inside
  const protocol = inside._protocol
  const exchanging: Protocol = Object.create(protocol)
  exchanging.channelData = (channel, packet) => {
    const version = versionPacket()
    inside._protocol = protocol
    inside.outgoing.window -= version.length - packet.length
    protocol.channelData(channel, version)
  }
  inside._protocol = exchanging
}

const versionPacket = (): Buffer => {
  const body = Buffer.concat([
    Buffer.from([2, 0, 0, 0, 3]), // VERSION, 3
    ...Object.entries(extensions).flat().map(lengthFirst),
  ])
  return lengthFirst(body)
}

const lengthFirst = (content: string | Buffer): Buffer => {
  const bytes = Buffer.from(content)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}
