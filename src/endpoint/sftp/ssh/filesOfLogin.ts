/** The files that decide whether a remote lets us in, those of the hosts on the way to it among them. */
import { Effect, Result } from "effect"
import { type Remote } from "../../../domain/Remote.ts"
import { secretsOfAuth } from "../../../domain/secretsOf.ts"
import { resolveTarget, sshConfigFile } from "./resolveTarget.ts"
import { type SshTarget } from "./SshTarget.ts"

/** Absolute paths. Of a remote that cannot be made sense of, those that it names itself. */
export const filesOfLogin = Effect.fnUntraced(function*(remote: Remote, remotes: ReadonlyMap<string, Remote>) {
  const config = remote.sshConfig ? [yield* sshConfigFile] : []
  const target = yield* Effect.result(resolveTarget(remote, remotes))
  const named = Result.isSuccess(target) ? filesOf(target.success) : filesOf(remote)
  return [...config, ...named]
})

const filesOf = ({ auth, jump, knownHosts }: SshTarget | Remote): ReadonlyArray<string> => [
  ...knownHosts,
  ...(auth?._tag === "IdentityFiles"
    ? auth.files
    : secretsOfAuth(auth).flatMap((secret) => secret._tag === "File" ? [secret.path] : [])),
  ...(typeof jump === "object" ? filesOf(jump) : []),
]
