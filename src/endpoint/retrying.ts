/** An endpoint that asks again when a connection broke. Only for what may be asked twice; writing is not repeated blindly. */
import { Effect, Schedule } from "effect"
import { type Endpoint } from "./Endpoint.ts"
import { type EndpointError } from "./EndpointError.ts"

const times = 3
const schedule = Schedule.exponential("200 millis").pipe(Schedule.jittered)

export const retrying = (endpoint: Endpoint): Endpoint => ({
  ...endpoint,
  rootId: again(endpoint.rootId),
  capabilities: (use) => again(endpoint.capabilities(use)),
  list: (directory) => again(endpoint.list(directory)),
  stat: (path) => again(endpoint.stat(path)),
  putBack: (kept, home) => again(endpoint.putBack(kept, home)), // nothing happens where it is done already
  backup: endpoint.backup && retrying(endpoint.backup),
})

const again = <A>(work: Effect.Effect<A, EndpointError>): Effect.Effect<A, EndpointError> =>
  Effect.retry(work, { while: (error) => error.isWorthAnother, times, schedule })
