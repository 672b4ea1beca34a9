/** Opens a connection to a remote that is logged in and speaks SFTP: the one way in which this tool gets one. */
import { Effect, type Scope } from "effect"
import { type Client, type ClientChannel, type NegotiatedAlgorithms, type SFTPWrapper } from "ssh2"
import { type Remote } from "../../../domain/Remote.ts"
import { EndpointError, explain } from "../../EndpointError.ts"
import { type Secrets } from "../../Secrets.ts"
import { type Attempt } from "./Attempt.ts"
import { borrowPackets } from "./borrowedPackets.ts"
import { logIn } from "./logIn.ts"
import { connectError, misconfigured } from "./misconfigured.ts"
import { openCommand } from "./openCommand.ts"
import { openAnother, openSftp } from "./openSftp.ts"
import { keptIfOpen } from "./reachHost.ts"
import { resolveTarget } from "./resolveTarget.ts"
import { softwareOf } from "./ssh2Internals.ts"
import { type SshTarget } from "./SshTarget.ts"

export interface SshConnection {
  readonly client: Client
  readonly sftp: SFTPWrapper
  readonly ident: string // the server's software as it names itself, made safe to print
  readonly hostKeyFingerprint: string // "SHA256:…"
  readonly negotiated: NegotiatedAlgorithms
  /** What in ~/.ssh/config was not followed, for this host and those on the way to it. */
  readonly notes: ReadonlyArray<string>
  /** Opens one more channel for SFTP, if the server grants it. */
  readonly openAnother: (opened: (sftp: SFTPWrapper) => void) => void
  /** Has the server run a command; tells once of its channel, or that there is none. */
  readonly openCommand: (command: string, opened: (channel: ClientChannel | undefined) => void) => void
  /**
   * The listener is told once that the connection is over, when we close it, too; at once if it is over already. What
   * it gives is called by who no longer depends on it.
   */
  readonly onClose: (listener: (message: string) => void) => () => void
}

export interface ConnectionContext {
  readonly remotes: ReadonlyMap<string, Remote> // where jumps are looked up
}

/**
 * The connection is new, nobody else's, and closed with the scope. Nothing is sent to a host whose key is not trusted
 * but what it takes to see the key. Nothing is tried twice: whether that makes sense is the caller's decision.
 */
export const openConnection = Effect.fn("openConnection")(function*(
  remote: Remote,
  context: ConnectionContext,
): Effect.fn.Return<SshConnection, EndpointError, Scope.Scope | Secrets> {
  const connecting = Effect.flatMap(resolveTarget(remote, context.remotes), (target) => keptIfOpen(connect(target)))
  return yield* Effect.mapError(connecting, onTheWayTo(remote, context))
})

/** Of a host that only ~/.ssh/config names, nobody would know whose it is. */
const onTheWayTo = ({ name }: Remote, { remotes }: ConnectionContext) => (error: EndpointError): EndpointError => {
  const { endpoint, operation, reason } = error
  return remotes.has(endpoint) ? error : new EndpointError({ endpoint, operation, reason, remote: name })
}

const connect = Effect.fnUntraced(function*(
  target: SshTarget,
): Effect.fn.Return<SshConnection, EndpointError, Scope.Scope | Secrets> {
  const attempt = yield* logIn(target)
  borrowPackets(attempt.client)
  const sftp = yield* Effect.mapError(openSftp(attempt), (reason) => connectError(target.endpoint, reason))
  const agreed = agreementOf(attempt)
  if (agreed === undefined) return yield* misconfigured(target.endpoint, "the connection was never agreed on")
  return {
    client: attempt.client,
    sftp,
    ident: softwareOf(attempt.client),
    ...agreed,
    notes: notesOf(target),
    openAnother: (opened) => openAnother(attempt, opened),
    openCommand: (command, opened) => openCommand(attempt, command, opened),
    onClose: (listener) => attempt.lifeline.onEnd((why) => listener(explain(why))),
  }
})

const agreementOf = (attempt: Attempt): Pick<SshConnection, "hostKeyFingerprint" | "negotiated"> | undefined => {
  const key = attempt.verifier.accepted()
  const negotiated = attempt.negotiated()
  return key === undefined || negotiated === undefined ? undefined : { hostKeyFingerprint: key.fingerprint, negotiated }
}

const notesOf = (target: SshTarget): ReadonlyArray<string> => [
  ...(target.jump === undefined ? [] : notesOf(target.jump)),
  ...target.notes,
]
