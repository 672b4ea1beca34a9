/** Reads what a connection logs in with from where it is kept. */
import { Config, Effect, Option, Redacted, Result } from "effect"
import { type Auth, type SecretSource } from "../../../domain/Remote.ts"
import { type EndpointError } from "../../EndpointError.ts"
import { readTrustedFile, type TrustedFile, type UntrustedFile } from "../../readTrustedFile.ts"
import { Secrets } from "../../Secrets.ts"
import { type Credential } from "./Credential.ts"
import { misconfigured } from "./misconfigured.ts"
import { parsePrivateKey, type PrivateKeyProblem } from "./privateKey.ts"
import { type SshTarget } from "./SshTarget.ts"

type Loaded = Effect.Effect<Credential, EndpointError, Secrets>

/** The secrets are in no error, and nothing keeps them but what is returned. */
export const loadCredential = (target: SshTarget): Loaded => {
  switch (target.auth._tag) {
    case "Password":
      return Effect.map(readSecret(target, target.auth.password), (password) => ({ _tag: "Password", password }))
    case "PrivateKey":
      return loadKey(target, target.auth)
    case "Agent":
      return findAgent(target, "")
    case "IdentityFiles":
      return loadIdentity(target, target.auth.files)
  }
}

const readSecret = (target: SshTarget, source: SecretSource) =>
  Secrets.use((secrets) => secrets.read(source)).pipe(
    Effect.mapError(({ message }) => misconfigured(target.endpoint, message)),
  )

const loadKey = Effect.fnUntraced(function*(
  target: SshTarget,
  { passphrase, privateKey }: Extract<Auth, { readonly _tag: "PrivateKey" }>,
): Effect.fn.Return<Credential, EndpointError, Secrets> {
  if (privateKey._tag === "File") yield* readKeyFile(target, privateKey.path).pipe(Effect.mapError(wrap(target)))
  const text = yield* readSecret(target, privateKey)
  const secret = passphrase === undefined ? undefined : yield* readSecret(target, passphrase)
  const name = nameOf(privateKey)
  const parsed = parsePrivateKey(text, secret)
  if (Result.isSuccess(parsed)) return { _tag: "PrivateKey", key: Redacted.make(parsed.success), name }
  return yield* misconfigured(target.endpoint, explain(name, parsed.failure))
})

/** OpenSSH asks for the passphrase of an encrypted identity, or has the agent sign; there is nobody to ask here. */
const loadIdentity = Effect.fnUntraced(function*(
  target: SshTarget,
  files: ReadonlyArray<string>,
): Effect.fn.Return<Credential, EndpointError> {
  for (const file of files) {
    const read = yield* Effect.result(readKeyFile(target, file))
    if (Result.isFailure(read) && read.failure._tag === "UntrustedFile" && read.failure.why === "absent") continue
    if (Result.isFailure(read)) return yield* wrap(target)(read.failure)
    const parsed = parsePrivateKey(Redacted.make(read.success.text), undefined)
    const name = `the key ${file}`
    if (Result.isSuccess(parsed)) return { _tag: "PrivateKey", key: Redacted.make(parsed.success), name }
    if (parsed.failure._tag === "Encrypted") return yield* findAgent(target, `, and ${name} is encrypted`)
    return yield* misconfigured(target.endpoint, explain(name, parsed.failure))
  }
  const missing = files.length === 0 ? "" : `, and ${files.join(", ")} ${files.length === 1 ? "does" : "do"} not exist`
  return yield* findAgent(target, missing)
})

const findAgent = Effect.fnUntraced(function*(
  target: SshTarget,
  besides: string,
): Effect.fn.Return<Credential, EndpointError> {
  const socketPath = yield* Effect.orDie(Config.option(Config.String("SSH_AUTH_SOCK")))
  if (Option.isSome(socketPath)) return { _tag: "Agent", socketPath: socketPath.value }
  return yield* misconfigured(target.endpoint, `there is no ssh-agent (SSH_AUTH_SOCK is not set)${besides}`)
})

/** As OpenSSH has it, a key of ours that others may read is not used. A key of root's that we may read is. */
const readKeyFile = (
  target: SshTarget,
  path: string,
): Effect.Effect<TrustedFile, UntrustedFile | EndpointError> =>
  Effect.tap(readTrustedFile(path), ({ isOurs, mode }) =>
    isOurs && (mode & 0o077) !== 0
      ? Effect.fail(misconfigured(target.endpoint, `other users may read the key ${path}: run chmod 600 ${path}`))
      : Effect.void)

const wrap = (target: SshTarget) => (error: UntrustedFile | EndpointError): EndpointError =>
  error._tag === "UntrustedFile" ? misconfigured(target.endpoint, error.message) : error

const nameOf = (source: SecretSource): string => {
  switch (source._tag) {
    case "Env":
      return `the key in the variable ${source.name}`
    case "File":
      return `the key ${source.path}`
    case "Command":
      return `the key that ${source.argv[0]} prints`
    case "Credential":
      return `the key in the credential ${source.name}`
  }
}

const explain = (name: string, problem: PrivateKeyProblem): string => {
  switch (problem._tag) {
    case "Encrypted":
      return `${name} is encrypted: auth.passphrase must say where its passphrase is`
    case "WrongPassphrase":
      return `the passphrase does not open ${name}`
    case "Unusable":
      return `${name} cannot be used: ${problem.message}`
  }
}
