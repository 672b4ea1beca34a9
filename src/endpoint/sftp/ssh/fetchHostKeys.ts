/** Asks a server for its host keys, so that a person can compare them with what its owner says. */
import { Effect, Result } from "effect"
import { type Remote } from "../../../domain/Remote.ts"
import { type EndpointError } from "../../EndpointError.ts"
import { type Secrets } from "../../Secrets.ts"
import { algorithmsOf, hostKeyFamilies } from "./algorithms.ts"
import { type Attempt } from "./Attempt.ts"
import { noSuchHostKey } from "./connectFailure.ts"
import { type HostKey } from "./HostKey.ts"
import { nameOnFile } from "./hostName.ts"
import { makeHostVerifier } from "./hostVerifier.ts"
import { logIn } from "./logIn.ts"
import { noLogin } from "./makeLogin.ts"
import { connectError } from "./misconfigured.ts"
import { type ConnectionContext } from "./openConnection.ts"
import { reachHost } from "./reachHost.ts"
import { resolveTarget } from "./resolveTarget.ts"
import { type SshTarget } from "./SshTarget.ts"

export interface ShownHostKey {
  readonly keyType: string
  readonly fingerprint: string
  readonly line: string // as known_hosts has it
}

/**
 * One connection for each type of key. Nobody logs in on them, and a key counts only once the server has proven that
 * it is its own. Jump hosts on the way are logged in to as ever, with their keys checked.
 */
export const fetchHostKeys = Effect.fn("fetchHostKeys")(function*(
  remote: Remote,
  context: ConnectionContext,
): Effect.fn.Return<ReadonlyArray<ShownHostKey>, EndpointError, Secrets> {
  const target = yield* resolveTarget(remote, context.remotes)
  const types = hostKeyFamilies.flatMap((family) => Array.from(family))
  return yield* Effect.gen(function*() {
    const jump: Attempt | undefined = target.jump === undefined ? undefined : yield* logIn(target.jump)
    const keys = yield* Effect.forEach(types, (type) => fetchOne(target, jump, type))
    const found = keys.flatMap((key) => key === undefined ? [] : [shown(target, key)])
    return found.length > 0
      ? found
      : yield* connectError(target.endpoint, { _tag: "Unsupported", what: noSuchHostKey })
  }).pipe(Effect.scoped)
})

/** `undefined` when the server has no key of that type. */
const fetchOne = Effect.fnUntraced(function*(
  target: SshTarget,
  jump: Attempt | undefined,
  type: string,
): Effect.fn.Return<HostKey | undefined, EndpointError> {
  const verifier = makeHostVerifier(() => undefined)
  const algorithms = algorithmsOf({ legacy: target.legacyAlgorithms, only: new Set([type]) })
  const dial = { verifier, algorithms, login: () => noLogin }
  const tried = yield* Effect.result(Effect.scoped(reachHost({ target, jump, dial, until: "logging in" })))
  if (Result.isSuccess(tried)) return verifier.accepted()
  const { reason } = tried.failure
  return reason._tag === "Unsupported" && reason.what === noSuchHostKey ? undefined : yield* tried.failure
})

const shown = (target: SshTarget, key: HostKey): ShownHostKey => ({
  keyType: key.type,
  fingerprint: key.fingerprint,
  line: `${nameOnFile(target.host, target.port)} ${key.type} ${key.base64}`,
})
