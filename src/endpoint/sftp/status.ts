/** What a server's status says, in the words of `EndpointError`. Codes are those of SFTP version 3, and 11 of later ones. */
import { type EndpointReason } from "../EndpointError.ts"

/** ssh2 gives an `Error` with a numeric `code` for a status, and without one when the connection went. */
export interface Refusal {
  readonly message: string
  readonly code?: unknown
}

export const endOfFile = 1

export const reasonOf = ({ code, message }: Refusal): EndpointReason => {
  switch (code) {
    case 2:
      return { _tag: "NotFound" }
    case 3:
      return { _tag: "PermissionDenied" }
    case 8:
      return { _tag: "Unsupported", what: "this request" }
    case 11:
      return { _tag: "AlreadyExists" }
    case 6:
    case 7:
    case undefined:
      return { _tag: "ConnectionLost", message: `the connection was lost (${message})` }
    default:
      return { _tag: "Refused", message: `the server answered "${message}" (status ${String(code)})` }
  }
}
