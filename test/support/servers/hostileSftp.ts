/** An SFTP server over a tree in memory that behaves well but for the twists that a test gives it. */
import { Effect, type Scope } from "effect"
import { writeFile } from "node:fs/promises"
import { type Socket } from "node:net"
import { join } from "node:path"
import { type SFTPWrapper } from "ssh2"
import {
  hostileServer,
  makeKey,
  type Misbehaviour,
  type ServerProtocol,
} from "../../endpoint/sftp/ssh/hostileServer.ts"
import { type Asked, type RequestType, SftpConversation, type Wire } from "./SftpConversation.ts"
import { type SftpServer } from "./SftpServer.ts"
import { SftpTree } from "./SftpTree.ts"
import { temporaryFolder } from "./temporaryFolder.ts"

/** What is sent instead of the right answer; `undefined` lets the server behave. The first twist with an answer wins. */
export type Twist = (asked: Asked, tree: SftpTree) => Buffer | "silence" | "hang up" | undefined

export interface HostileOptions {
  readonly twists?: ReadonlyArray<Twist>
  readonly foldsNames?: boolean
  readonly connection?: Omit<Misbehaviour, "sftp"> // what goes wrong before SFTP starts
}

export interface HostileSftp
  extends Pick<SftpServer, "host" | "port" | "user" | "password" | "keyFile" | "knownHosts">
{
  readonly tree: SftpTree
  readonly asked: ReadonlyArray<Asked> // by all sessions so far, the bytes of writes left out
}

export const hostileSftp = Effect.fnUntraced(function*(
  { connection = {}, foldsNames = false, twists = [] }: HostileOptions = {},
): Effect.fn.Return<HostileSftp, never, Scope.Scope> {
  const tree = new SftpTree(foldsNames)
  const asked: Array<Asked> = []
  const counts = new Map<RequestType, number>()
  const answer = (request: Omit<Asked, "nth">, behave: () => Buffer) => {
    const nth = (counts.get(request.type) ?? 0) + 1
    counts.set(request.type, nth)
    const full: Asked = { ...request, nth }
    asked.push(full)
    for (const twist of twists) {
      const instead = twist(full, tree)
      if (instead !== undefined) return instead
    }
    return behave()
  }
  const hostKey = connection.hostKey ?? makeKey()
  const { remote } = yield* hostileServer({
    ...connection,
    hostKey,
    met: (client, protocol) => {
      const { _sock } = client as unknown as { readonly _sock: Socket }
      _sock.setNoDelay()
      connection.met?.(client, protocol)
    },
    sftp: (accept) => void new SftpConversation(wireOf(accept() as SFTPWrapper), tree, answer),
  })
  const knownHosts = join(yield* temporaryFolder("hostile"), "known_hosts")
  const port = remote.port ?? 0
  const line = `[127.0.0.1]:${port} ${hostKey.parsed.type} ${hostKey.parsed.getPublicSSH().toString("base64")}\n`
  yield* Effect.promise(() => writeFile(knownHosts, line))
  return { host: "127.0.0.1", port, user: "anyone", password: "pw-of-anyone", keyFile: "", knownHosts, tree, asked }
})

/** ssh2's own way to answer refuses to send what is wrong; the version is pinned. */
const wireOf = (sftp: SFTPWrapper): Wire => {
  const { _protocol, outgoing } = sftp as unknown as Internals
  sftp.on("error", () => {})
  sftp.on("end", () => sftp.end())
  return {
    requests: sftp,
    send: (bytes) => {
      for (let at = 0; at < bytes.length; at += longestPiece) {
        _protocol.channelData(outgoing.id, bytes.subarray(at, at + longestPiece))
      }
    },
    hangUp: () => sftp.destroy(),
  }
}

const longestPiece = 32 * 1024

interface Internals {
  readonly _protocol: ServerProtocol & { readonly channelData: (channel: number, bytes: Buffer) => void }
  readonly outgoing: { readonly id: number }
}
