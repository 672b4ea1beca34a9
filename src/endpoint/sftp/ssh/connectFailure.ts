/** Says why a connection could not be opened or has ended, in terms of what its user can do about it. */
import { type EndpointReason } from "../../EndpointError.ts"
import { type HostVerifier, rejected } from "./hostVerifier.ts"
import { type Login } from "./makeLogin.ts"

/** How far a connection has come. */
export type Stage = "reaching" | "agreeing" | "logging in" | "open"

export interface Failure {
  readonly stage: Stage
  /** What `ssh2` or the socket reported first; nothing when the server just hung up. */
  readonly error: SshError | undefined
  readonly verifier: HostVerifier
  readonly login: Pick<Login, "explain" | "hasBegun">
  readonly where: string // "host:port"
}

/** `level` is set by `ssh2` on its own errors; `code` is the system's (a name) or the server's (a number). */
export interface SshError extends Error {
  readonly level?: string
  readonly code?: string | number
}

export const connectFailure = (failure: Failure): EndpointReason => {
  const { error, stage, verifier, where } = failure
  const refusal = verifier.refusal()
  if (refusal !== undefined) return refusal
  switch (stage) {
    case "reaching":
      return unreachable(`${where} cannot be reached: ${whySocket(error)}`)
    case "agreeing":
      return disagreement(failure)
    case "logging in":
      return loginFailure(failure)
    case "open":
      return ending(failure)
  }
}

/** What an `Unsupported` reason says when the server has no host key of a type it was asked for. */
export const noSuchHostKey = "a host key of an allowed type"

const disagreement = ({ error, verifier, where }: Failure): EndpointReason => {
  const key = verifier.accepted()
  const message = error?.message ?? ""
  if (key !== undefined && /signature/iu.test(message)) {
    return rejected(key, "the server cannot prove that it is its own")
  }
  if (message.includes("no matching host key format")) return { _tag: "Unsupported", what: noSuchHostKey }
  const missing = /no matching (?<what>[\w >-]+)/u.exec(message)?.groups?.["what"]
  if (missing !== undefined) return { _tag: "Unsupported", what: `a modern ${missing.replace(/^[CS]->[CS] /u, "")}` }
  const hungUp = error === undefined || isSystemError(error) || message === "Connection lost before handshake"
  if (hungUp) return unreachable(`${where} closed the connection before a login: it may have too many at the moment`)
  if (isFromServer(error)) return unreachable(`${where} ended the connection${quoted(error)}`)
  return violation(where, message)
}

/**
 * A server that hangs up on a login has as good as refused it: trying the same again may lock the user out.
 * Only a connection that breaks is worth another try.
 */
const loginFailure = ({ error, login, where }: Failure): EndpointReason => {
  if (error !== undefined && isSystemError(error)) return lost(`the connection to ${where} broke: ${whySocket(error)}`)
  if (error === undefined && !login.hasBegun()) return lost(`${where} closed the connection before a login`)
  const refused = error === undefined || isFromServer(error) || error.level === "client-authentication"
  if (refused || error.level === "agent") {
    return error === undefined
      ? { _tag: "AuthenticationFailed", message: login.explain(), isHangUp: true }
      : { _tag: "AuthenticationFailed", message: login.explain() + quoted(error) }
  }
  return violation(where, error.message)
}

const ending = ({ error, where }: Failure): EndpointReason => {
  if (error === undefined) return lost(`${where} closed the connection`)
  if (error.level === "client-timeout") return lost(`${where} does not answer any more`)
  if (isSystemError(error)) return lost(`the connection to ${where} broke: ${whySocket(error)}`)
  if (isFromServer(error)) return lost(`${where} ended the connection${quoted(error)}`)
  return violation(where, error.message)
}

const violation = (where: string, what: string): EndpointReason => ({
  _tag: "Untrustworthy",
  message: `${where} does not keep to the SSH protocol (${printable(what)})`,
})

const unreachable = (message: string): EndpointReason => ({ _tag: "Unreachable", message })
const lost = (message: string): EndpointReason => ({ _tag: "ConnectionLost", message })

const isSystemError = (error: SshError): boolean => typeof error.code === "string" && error.level === "client-socket"
const isFromServer = (error: SshError): boolean => typeof error.code === "number"

const socketErrors: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there",
  ENOTFOUND: "the name is not known",
  EAI_AGAIN: "the name cannot be looked up at the moment",
  ETIMEDOUT: "it does not answer",
  EHOSTUNREACH: "there is no way to it",
  ENETUNREACH: "there is no way to its network",
  ECONNRESET: "the other side broke it off",
  EPIPE: "the other side broke it off",
}

const whySocket = (error: SshError | undefined): string =>
  error === undefined ? "the connection was closed" : socketErrors[String(error.code)] ?? printable(String(error.code))

/** A server's own words are shown in part, and only what cannot disturb a screen. */
const quoted = (error: SshError): string =>
  isFromServer(error) && error.message !== "" ? `. It says: "${printable(error.message)}"` : ""

const printable = (text: string): string => text.replaceAll(/[^\x20-\x7e]/gu, "?").slice(0, 120)
