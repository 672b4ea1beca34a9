/** One try at an SSH connection: a client of `ssh2` on its socket, and all that is heard of the two. */
import { Socket } from "node:net"
import { type Duplex } from "node:stream"
import { type Algorithms, Client, type NegotiatedAlgorithms } from "ssh2"
import { connectFailure, type SshError, type Stage } from "./connectFailure.ts"
import { type HostVerifier } from "./hostVerifier.ts"
import { type Lifeline, makeLifeline } from "./lifeline.ts"
import { type Login } from "./makeLogin.ts"
import { mendCiphers } from "./mendCiphers.ts"
import { openSocket } from "./openSocket.ts"
import { refuseTinyPackets } from "./ssh2Internals.ts"

/** All that is needed to try. The verifier cannot be left out. */
export interface Dial {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly verifier: HostVerifier
  readonly login: (abort: () => void) => Login
  readonly algorithms: Algorithms
  readonly through: Duplex | undefined // a channel of the connection to a jump host
}

export interface Attempt {
  readonly client: Client
  readonly lifeline: Lifeline
  readonly socket: Duplex
  readonly verifier: HostVerifier
  readonly stage: () => Stage
  readonly onStage: (listener: (stage: Stage) => void) => void
  readonly negotiated: () => NegotiatedAlgorithms | undefined
  /** Ends it at once, without a word to the server. */
  readonly abort: () => void
  readonly fail: (error: SshError | undefined) => void
}

/**
 * A peer can make `ssh2` report errors at any time and more than once, so the listeners stay as long as the client.
 * Whatever the first one is, the connection is not used again.
 */
export const beginAttempt = (dial: Dial): Attempt => {
  mendCiphers()
  const client = new Client()
  const socket = dial.through ?? openSocket()
  const lifeline = makeLifeline()
  const stageListeners: Array<(stage: Stage) => void> = []
  let stage: Stage = "reaching"
  let negotiated: NegotiatedAlgorithms | undefined
  const reach = (next: Stage) => {
    stage = next
    for (const listener of stageListeners) listener(next)
  }
  const fail = (error: SshError | undefined) => {
    const where = `${dial.host}:${dial.port}`
    lifeline.end(connectFailure({ stage, error, verifier: dial.verifier, login, where }))
    socket.destroy()
  }
  const abort = () => fail(undefined)
  const login = dial.login(abort)
  client
    .on("connect", () => reach("agreeing"))
    .on("handshake", (algorithms) => {
      if (stage !== "agreeing") return // a rekey
      negotiated = algorithms
      reach("logging in")
    })
    .on("ready", () => stage === "logging in" && dial.verifier.accepted() !== undefined ? reach("open") : abort())
    .on("change password", () => login.refuseNewPassword())
    .on("error", (error) => isPassing(error) ? undefined : fail(error))
    .on("end", abort)
    .on("close", abort)
  socket.on("error", () => {}) // `ssh2` passes it on, as long as it listens
  if (socket instanceof Socket) socket.connect({ host: dial.host, port: dial.port })
  client.connect({
    sock: socket,
    username: dial.user,
    hostVerifier: dial.verifier.verify,
    authHandler: login.next,
    algorithms: dial.algorithms,
    readyTimeout: 0, // whoever waits has a deadline
    keepaliveInterval: 15_000,
    keepaliveCountMax: 3,
  })
  refuseTinyPackets(client, (why) => fail(new Error(why)))
  return {
    client,
    lifeline,
    socket,
    verifier: dial.verifier,
    stage: () => stage,
    onStage: (listener) => stageListeners.push(listener),
    negotiated: () => negotiated,
    abort,
    fail,
  }
}

/** A key that did not sign is not the end: `ssh2` asks for the next method, or reports that there is none. */
const isPassing = (error: SshError): boolean =>
  error.level === "agent"
  || (error.level === "client-authentication" && /^Error (?:while )?signing/u.test(error.message))
