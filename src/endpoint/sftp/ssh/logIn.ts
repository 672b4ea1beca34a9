/** Connects to a target and logs in, through its jump hosts if it has any, each host's key checked. */
import { Effect, Result, type Scope } from "effect"
import { type Algorithms } from "ssh2"
import { type EndpointError, type EndpointReason } from "../../EndpointError.ts"
import { type Secrets } from "../../Secrets.ts"
import { algorithmsOf, hostKeyFamilies } from "./algorithms.ts"
import { type Attempt } from "./Attempt.ts"
import { noSuchHostKey } from "./connectFailure.ts"
import { type HostTrust, type HostVerifier, judgeBy, makeHostVerifier } from "./hostVerifier.ts"
import { loadCredential } from "./loadCredential.ts"
import { loadKnownHosts } from "./loadKnownHosts.ts"
import { keyTypesOnFile } from "./lookUpHostKey.ts"
import { makeLogin } from "./makeLogin.ts"
import { connectError } from "./misconfigured.ts"
import { reachHost } from "./reachHost.ts"
import { type SshTarget } from "./SshTarget.ts"

export const logIn = Effect.fnUntraced(function*(
  target: SshTarget,
): Effect.fn.Return<Attempt, EndpointError, Scope.Scope | Secrets> {
  const jump: Attempt | undefined = target.jump === undefined ? undefined : yield* logIn(target.jump)
  return yield* Effect.mapError(logInFrom(jump, target), withNotes(target))
})

const logInFrom = Effect.fnUntraced(function*(
  jump: Attempt | undefined,
  target: SshTarget,
): Effect.fn.Return<Attempt, EndpointError, Scope.Scope | Secrets> {
  const credential = yield* loadCredential(target)
  const trust = yield* trustOf(target)
  const { legacyAlgorithms: legacy, user } = target
  let mismatch: EndpointError | undefined
  for (const algorithms of offersOf(target, trust)) {
    const verifier = makeHostVerifier(judgeBy(trust))
    const login = (abort: () => void) => makeLogin({ user, credential, legacy, abort })
    const tried = yield* Effect.result(
      reachHost({ target, jump, dial: { login, verifier, algorithms }, until: "open" }),
    )
    if (Result.isSuccess(tried)) return tried.success
    if (!mayHaveAnother(tried.failure.reason, verifier)) return yield* tried.failure
    mismatch = better(mismatch, tried.failure)
  }
  return yield* mismatch ?? connectError(target.endpoint, { _tag: "Unsupported", what: noSuchHostKey })
})

const trustOf = ({ endpoint, host, hostKey, knownHosts, port }: SshTarget): Effect.Effect<HostTrust, EndpointError> =>
  hostKey === undefined
    ? Effect.map(loadKnownHosts(endpoint, knownHosts), (entries) => ({ _tag: "KnownHosts", entries, host, port }))
    : Effect.succeed({ _tag: "Pin", fingerprint: hostKey })

/** A pinned fingerprint does not tell the type of its key, so a server is asked for one family of keys after another. */
const offersOf = ({ host, legacyAlgorithms: legacy, port }: SshTarget, trust: HostTrust): ReadonlyArray<Algorithms> =>
  trust._tag === "Pin"
    ? hostKeyFamilies.map((only) => algorithmsOf({ legacy, only }))
    : [algorithmsOf({ legacy, preferred: keyTypesOnFile(trust.entries, host, port) })]

const mayHaveAnother = (reason: EndpointReason, verifier: HostVerifier): boolean =>
  (reason._tag === "HostKeyRejected" && verifier.accepted() === undefined)
  || (reason._tag === "Unsupported" && reason.what === noSuchHostKey)

/** A key that was shown says more than that there is none of some type. */
const better = (before: EndpointError | undefined, now: EndpointError): EndpointError =>
  before?.reason._tag === "HostKeyRejected" ? before : now

/** A line of ~/.ssh/config that is not followed may be what is missing. */
const withNotes = (target: SshTarget) => (error: EndpointError): EndpointError => {
  if (target.notes.length === 0 || !("message" in error.reason)) return error
  const message = `${error.reason.message} (${target.notes.join("; ")})`
  return connectError(error.endpoint, { ...error.reason, message })
}
