/** Everything that can go wrong at an endpoint, sorted by what the caller can do about it. */
import { Data } from "effect"
import { type Loss } from "../domain/ApplyReport.ts"
import { type Entry } from "../domain/Entry.ts"

export type EndpointReason =
  | { readonly _tag: "NotFound" }
  | { readonly _tag: "AlreadyExists" }
  | { readonly _tag: "NotADirectory" }
  | { readonly _tag: "NotEmpty" }
  | { readonly _tag: "PermissionDenied" }
  | { readonly _tag: "NoSpace" }
  | { readonly _tag: "Unsupported"; readonly what: string }
  /** The path no longer holds what the plan saw there. Nothing was done to it. */
  | { readonly _tag: "Changed"; readonly found: Entry | undefined }
  /** The user wants to stop: what has arrived is kept for the next run. */
  | { readonly _tag: "Stopped" }
  /** The server answered with a failure that says no more than its text. */
  | { readonly _tag: "Refused"; readonly message: string }
  /** The server would not open it. It may have as many open already as it can. */
  | { readonly _tag: "Crowded"; readonly message: string }
  /** What arrived is not what was sent. */
  | { readonly _tag: "Corrupted"; readonly message: string }
  /** The server broke the protocol or listed a name that must not be used. */
  | { readonly _tag: "Untrustworthy"; readonly message: string }
  /** No more is known about what was asked: it may have been done. */
  | { readonly _tag: "ConnectionLost"; readonly message: string }
  | { readonly _tag: "TimedOut"; readonly seconds: number }
  /** The server could not be reached at all. */
  | { readonly _tag: "Unreachable"; readonly message: string }
  | { readonly _tag: "HostKeyUnknown"; readonly keyType: string; readonly fingerprint: string }
  | { readonly _tag: "HostKeyRejected"; readonly keyType: string; readonly fingerprint: string; readonly why: string }
  /** `isHangUp`: it only hung up on the login, as it would if it died at that moment. */
  | { readonly _tag: "AuthenticationFailed"; readonly message: string; readonly isHangUp?: true }
  /** A password, key or passphrase could not be read. The message never holds the value. */
  | { readonly _tag: "SecretUnavailable"; readonly message: string }

export class EndpointError extends Data.TaggedError("EndpointError")<{
  readonly endpoint: string // as users see it: "office:data", "./data"
  readonly operation: string // a verb: "read", "list", "connect"
  readonly path?: string | undefined
  readonly reason: EndpointReason
  readonly remote?: string // whose way leads over the endpoint, where that is a host that no syncfile declares
}> {
  /** Only a broken connection is worth trying again; every other reason will answer the same. */
  get isTransient(): boolean {
    return transient.has(this.reason._tag)
  }

  /** Whether this is about reaching the server at all, rather than about one path on it. */
  get isConnection(): boolean {
    return this.operation === "connect" || connection.has(this.reason._tag)
  }

  /** Asking once more may help: a connection broke, and making another one has not been tried in vain. */
  get isWorthAnother(): boolean {
    return this.isTransient && this.loss === undefined
  }

  /** Nothing more can be done there: the server was not reached, or did not let us in. */
  get loss(): Loss | undefined {
    const { endpoint, isTransient, message, operation, reason, remote } = this
    if (operation !== "connect" && operation !== "reconnect") return undefined
    const isDoubtful = reason._tag === "AuthenticationFailed" && reason.isHangUp === true
    return { remote: remote ?? endpoint.split(":")[0]!, error: reason._tag, message, isTransient, isDoubtful }
  }

  override get message(): string {
    const where = this.path === undefined ? this.endpoint : `${this.endpoint}/${this.path}`
    return `${where}: cannot ${this.operation}: ${explain(this.reason)}`
  }
}

/** What every endpoint answers that is to keep an old version and has nowhere to. */
export const noBackup: EndpointReason = {
  _tag: "Refused",
  message: "there is no folder for old versions on this side",
}

/** What every endpoint answers where what was left by another attempt cannot be gone on with. */
export const noBeginning: EndpointReason = {
  _tag: "Refused",
  message: "what an earlier attempt left is not a beginning of the file",
}

/** What every endpoint answers that finds an old version other than it was when it was set aside. */
export const writtenOn = (name: string): EndpointReason => ({
  _tag: "Refused",
  message: `somebody went on writing to the old version, which was set aside as ${name}`,
})

const transient: ReadonlySet<string> = new Set(["ConnectionLost", "TimedOut", "Unreachable"])
const connection: ReadonlySet<string> = new Set([
  ...transient,
  "HostKeyUnknown",
  "HostKeyRejected",
  "AuthenticationFailed",
  "SecretUnavailable",
])

const fixed: Readonly<Record<string, string>> = {
  NotFound: "no such file or folder",
  AlreadyExists: "it exists already",
  NotADirectory: "it is not a folder",
  NotEmpty: "the folder is not empty",
  PermissionDenied: "permission denied",
  NoSpace: "no space left",
  Changed: "it changed after the plan was made",
  Stopped: "it was interrupted",
}

export const explain = (reason: EndpointReason): string => {
  switch (reason._tag) {
    case "Unsupported":
      return `the server does not support ${reason.what}`
    case "TimedOut":
      return `no answer within ${reason.seconds} s`
    case "HostKeyUnknown":
      return `the host key is not known (${reason.keyType} ${reason.fingerprint})`
    case "HostKeyRejected":
      return `the host key is refused (${reason.keyType} ${reason.fingerprint}): ${reason.why}`
    case "Refused":
    case "Crowded":
    case "Corrupted":
    case "Untrustworthy":
    case "ConnectionLost":
    case "Unreachable":
    case "AuthenticationFailed":
    case "SecretUnavailable":
      return reason.message
    default:
      return fixed[reason._tag] ?? reason._tag
  }
}
