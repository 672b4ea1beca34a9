/** All places that a setup reads secrets from. */
import { type Auth, type SecretSource } from "./Remote.ts"
import { type Setup } from "./Setup.ts"
import { type Notifier, type Value } from "./watch/Notifier.ts"

export const secretsOf = ({ daemon, pairs, remotes }: Setup): ReadonlyArray<SecretSource> => [
  ...Array.from(remotes.values()).flatMap(({ auth }) => secretsOfAuth(auth)),
  ...(daemon.token === undefined ? [] : [daemon.token]),
  ...[...daemon.notify, ...pairs.flatMap(({ watch }) => watch.notify)].flatMap(secretsOfNotifier),
]

/** Names of secrets of one kind, each once, sorted. */
export const namesOfSecrets = (setup: Setup, kind: "Env" | "Credential"): ReadonlyArray<string> =>
  [
    ...new Set(secretsOf(setup).flatMap((secret) => secret._tag === kind ? [secret.name] : [])),
  ].sort()

export const secretsOfAuth = (auth: Auth | undefined): ReadonlyArray<SecretSource> => {
  switch (auth?._tag) {
    case "Password":
      return [auth.password]
    case "PrivateKey":
      return auth.passphrase === undefined ? [auth.privateKey] : [auth.privateKey, auth.passphrase]
    default:
      return []
  }
}

const secretsOfNotifier = (notifier: Notifier): ReadonlyArray<SecretSource> => {
  switch (notifier._tag) {
    case "Webhook":
      return [notifier.url, ...Object.values(notifier.headers)].flatMap(secretIn)
    case "Healthchecks":
      return secretIn(notifier.url)
    case "Command":
      return []
  }
}

const secretIn = (value: Value): ReadonlyArray<SecretSource> => typeof value === "string" ? [] : [value]
