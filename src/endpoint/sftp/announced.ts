/** What a server says of itself when SFTP starts, as far as it is believed. */
import { type SFTPWrapper } from "ssh2"

/** What the server announced, and what it allows. */
export interface Announced {
  readonly extensions: ReadonlySet<string> // "name version"
  readonly readBytes: number // the most that one READ may ask for
  readonly writeBytes: number
  readonly handles: number | undefined // the most that may be open at once, where the server tells
}

/** The least that every server takes, and the most that ssh2 can. */
const smallestPacket = 32 * 1024
const largestPacket = 255 * 1024

/** ssh2 keeps these to itself; the version is pinned, and a test of the session notices when they move. */
interface Internals {
  readonly _extensions?: Readonly<Record<string, string>>
  readonly _maxReadLen?: number
  readonly _maxWriteLen?: number
  readonly maxOpenHandles?: number
}

export const announcedBy = (sftp: SFTPWrapper): Announced => {
  const { _extensions = {}, _maxReadLen, _maxWriteLen, maxOpenHandles } = sftp as unknown as Internals
  const extensions = Object.entries(_extensions).map(([name, version]) => `${name} ${version}`)
  const tellsLimits = _extensions["limits@openssh.com"] === "1"
  return {
    extensions: new Set(extensions),
    readBytes: clamp(_maxReadLen, tellsLimits),
    writeBytes: clamp(_maxWriteLen, tellsLimits),
    handles: maxOpenHandles !== undefined && Number.isFinite(maxOpenHandles) ? maxOpenHandles : undefined,
  }
}

/** Never more than ssh2 sends at once: the rest would follow only after the answer, behind what was sent meanwhile. */
const clamp = (mostOfSsh2 = smallestPacket, isTold: boolean) =>
  Math.max(4 * 1024, Math.min(mostOfSsh2, isTold ? largestPacket : smallestPacket))
