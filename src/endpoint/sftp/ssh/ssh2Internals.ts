/** The two places where `ssh2` has to be reached into, because it offers no other way. Made for version 1.17.0. */
import { type Client } from "ssh2"

/** What `ssh2` does not declare. */
interface Internals {
  readonly _remoteVer: string | undefined
  readonly _protocol: { readonly _handlers: Handlers }
}

interface Handlers {
  CHANNEL_OPEN_CONFIRMATION: (protocol: unknown, channel: { readonly packetSize: number }) => void
}

const internalsOf = (client: Client): Internals => client as unknown as Internals

/** The server's software as it names itself, of what anyone may see on a screen. */
export const softwareOf = (client: Client): string =>
  (internalsOf(client)._remoteVer ?? "").replaceAll(/[^\x20-\x7e]/gu, "?").slice(0, 80)

const smallestPacket = 1024

/**
 * A channel whose packets may hold nothing makes `ssh2` write for ever without giving way. Such a channel is refused
 * before `ssh2` hears of it. Holds from `connect` on.
 */
export const refuseTinyPackets = (client: Client, refuse: (why: string) => void): void => {
  const handlers = internalsOf(client)._protocol._handlers
  const open = handlers.CHANNEL_OPEN_CONFIRMATION
  handlers.CHANNEL_OPEN_CONFIRMATION = (protocol, channel) => {
    if (channel.packetSize >= smallestPacket) open(protocol, channel)
    else refuse(`the server wants to be sent ${channel.packetSize} bytes at a time`)
  }
}
