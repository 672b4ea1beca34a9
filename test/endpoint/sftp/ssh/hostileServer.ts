/** A server that misbehaves as no real one can be made to: made with the server of `ssh2`. */
import { Effect, type Scope } from "effect"
import { generateKeyPairSync } from "node:crypto"
import ssh2, { type AuthContext, type Connection, type ParsedKey } from "ssh2"
import { type Remote } from "../../../../src/domain/Remote.ts"
import { hostKeyOf } from "../../../../src/endpoint/sftp/ssh/HostKey.ts"
import { remote } from "../../../support/remoteOf.ts"
import { byPassword } from "./connecting.ts"

/** What of a connection the server's side may change. */
export interface Misbehaviour {
  /** Before the key exchange. */
  readonly met?: (connection: Connection, protocol: ServerProtocol) => void
  /** A request to log in; anyone gets in without it. */
  readonly asked?: (context: AuthContext) => void
  /** Someone is in. */
  readonly ready?: (connection: Connection, protocol: ServerProtocol) => void
  /** What it answers to a request for SFTP; it starts it without this. */
  readonly sftp?: (accept: () => unknown) => void
  readonly hostKey?: KeyPair // that the client trusts
}

/** The parts of `ssh2` that are bent here. */
export interface ServerProtocol {
  _hostKeys: Record<string, ParsedKey>
  _kex: object | undefined
  channelOpenConfirm: (sender: number, local: number, window: number, packetSize: number) => void
  rekey: () => void
}

export interface HostileServer {
  readonly remote: Remote // logs in with the password in PASSWORD, and trusts the server's key
  readonly logins: Array<string> // the methods that were asked for
}

export interface KeyPair {
  readonly text: string
  readonly parsed: ParsedKey
}

/** ECDSA: about one in a thousand of the Ed25519 keys that `ssh2` makes is broken. */
export const makeKey = (): KeyPair => {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" })
  const text = privateKey.export({ type: "sec1", format: "pem" }).toString()
  const parsed = ssh2.utils.parseKey(text)
  if (parsed instanceof Error) throw parsed
  return { text, parsed }
}

export const hostileServer = Effect.fnUntraced(function*(
  misbehaviour: Misbehaviour,
): Effect.fn.Return<HostileServer, never, Scope.Scope> {
  const hostKey = misbehaviour.hostKey ?? makeKey()
  const logins: Array<string> = []
  const connections = new Set<Connection>()
  const server = new ssh2.Server({ hostKeys: [hostKey.text] }, (connection) => {
    connections.add(connection)
    const protocol = (connection as unknown as { readonly _protocol: ServerProtocol })._protocol
    misbehaviour.met?.(connection, protocol)
    connection.on("error", () => {})
    connection.on("authentication", (context) => {
      logins.push(context.method)
      if (misbehaviour.asked === undefined) context.accept()
      else misbehaviour.asked(context)
    })
    connection.on("ready", () => misbehaviour.ready?.(connection, protocol))
    connection.on("session", (accept) => {
      accept().on("sftp", (start) => {
        if (misbehaviour.sftp === undefined) start()
        else misbehaviour.sftp(start)
      })
    })
  })
  const port = yield* Effect.acquireRelease(
    Effect.callback<number>((resume) => {
      server.listen(0, "127.0.0.1", () => {
        const address = server.address()
        resume(typeof address === "object" && address !== null ? Effect.succeed(address.port) : Effect.die("no port"))
      })
    }),
    () =>
      Effect.sync(() => {
        server.close()
        for (const connection of connections) connection.end()
      }),
  )
  const fingerprint = hostKeyOf(hostKey.parsed.getPublicSSH())?.fingerprint
  return { logins, remote: remote({ host: "127.0.0.1", port, auth: byPassword, hostKey: fingerprint }) }
})
