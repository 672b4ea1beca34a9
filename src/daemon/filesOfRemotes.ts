/** The files that decide whether a server lets us in. */
import { type Auth, type SecretSource } from "../domain/Remote.ts"
import { type Setup } from "../domain/Setup.ts"

/** Absolute paths. */
export const filesOfRemotes = ({ remotes }: Setup): ReadonlyArray<string> => {
  const files = new Set<string>()
  for (const { auth, knownHosts } of remotes.values()) {
    for (const file of knownHosts) files.add(file)
    for (const secret of secretsOf(auth)) if (secret._tag === "File") files.add(secret.path)
  }
  return [...files]
}

const secretsOf = (auth: Auth | undefined): ReadonlyArray<SecretSource> => {
  switch (auth?._tag) {
    case "Password":
      return [auth.password]
    case "PrivateKey":
      return auth.passphrase === undefined ? [auth.privateKey] : [auth.privateKey, auth.passphrase]
    default:
      return []
  }
}
