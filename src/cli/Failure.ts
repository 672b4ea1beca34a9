/** What ends a command without success: an exit code, and what to say. */
import { Data, PlatformError } from "effect"
import { ServeError } from "../daemon/http/ServeError.ts"
import { EndpointError } from "../endpoint/EndpointError.ts"
import { StateError } from "../state/StateStore.ts"
import { SyncfileError } from "../syncfile/SyncfileError.ts"
import { ExitCode } from "./ExitCode.ts"

export class Failure extends Data.TaggedError("Failure")<{
  readonly code: ExitCode
  readonly message: string // "" when everything was said already
}> {}

/** A result that is already on the screen and only has to be told to the caller. */
export const ended = (code: ExitCode) => new Failure({ code, message: "" })

export type AnyError = SyncfileError | EndpointError | StateError | PlatformError.PlatformError | ServeError | Failure

export const failureOf = (error: AnyError): Failure => {
  if (error instanceof Failure) return error
  if (error instanceof SyncfileError) return new Failure({ code: ExitCode.invalid, message: error.message })
  if (error instanceof StateError) {
    const code = error.reason._tag === "Locked" ? ExitCode.locked : ExitCode.failed
    return new Failure({ code, message: `Error: ${error.message}` })
  }
  if (error instanceof PlatformError.PlatformError) {
    return new Failure({ code: ExitCode.failed, message: `Error: ${error.message}` })
  }
  if (error instanceof ServeError) return new Failure({ code: ExitCode.failed, message: `Error: ${error.message}` })
  return new Failure({ code: codeOf(error), message: `Error: ${error.message}${adviceOn(error)}` })
}

const codeOf = (error: EndpointError): ExitCode => {
  if (error.isConnection) return ExitCode.connection
  return isOtherRoot(error) ? ExitCode.halted : ExitCode.failed
}

/** The root of a pair is there, but it is no folder (any more). */
const isOtherRoot = ({ operation, path, reason }: EndpointError): boolean =>
  operation === "open" && path === undefined && reason._tag === "NotADirectory"

const adviceOn = ({ endpoint, reason }: EndpointError): string => {
  const remote = endpoint.split(":")[0] ?? endpoint
  switch (reason._tag) {
    case "HostKeyUnknown":
      return `\n  If ${reason.fingerprint} is what the server's owner tells you, trust it: syncfile remote trust ${remote}`
    case "HostKeyRejected":
      return `\n  Somebody may be in between, or the server was set up anew. Ask its owner for the fingerprint. No password and no key`
        + " was used. Only then correct hostKey in the syncfile or, without one, remove the old line from the file of known"
        + ` hosts and run: syncfile remote trust ${remote}`
    case "Unreachable":
    case "ConnectionLost":
    case "TimedOut":
      return `\n  To look at the connection alone: syncfile remote test ${remote}`
    default:
      return ""
  }
}
