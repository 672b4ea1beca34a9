/** The error for a connection that cannot be tried because of how this machine is set up. */
import { EndpointError, type EndpointReason } from "../../EndpointError.ts"

export const connectError = (endpoint: string, reason: EndpointReason): EndpointError =>
  new EndpointError({ endpoint, operation: "connect", reason })

/** Whether a key, an agent, known_hosts or ssh_config: what is needed to log in cannot be had. Trying again won't help. */
export const misconfigured = (endpoint: string, message: string): EndpointError =>
  connectError(endpoint, { _tag: "SecretUnavailable", message })
