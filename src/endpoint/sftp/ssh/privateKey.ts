/** Turns the text of a private key into one that can sign. */
import { Redacted, Result } from "effect"
import { createPrivateKey } from "node:crypto"
import ssh2, { type ParsedKey } from "ssh2"

/** `Unusable` has a message that says why, without anything of the key in it. */
export type PrivateKeyProblem =
  | { readonly _tag: "Encrypted" } // and no passphrase was given
  | { readonly _tag: "WrongPassphrase" }
  | { readonly _tag: "Unusable"; readonly message: string }

export const parsePrivateKey = (
  text: Redacted.Redacted,
  passphrase: Redacted.Redacted | undefined,
): Result.Result<ParsedKey, PrivateKeyProblem> => {
  const plain = Redacted.value(text)
  const secret = passphrase === undefined ? undefined : Redacted.value(passphrase)
  const parsed = /^-----BEGIN (?:ENCRYPTED )?PRIVATE KEY-----/mu.test(plain)
    ? parsePkcs8(plain, secret)
    : parseOther(plain, secret)
  return Result.flatMap(parsed, (key) => {
    if (!key.isPrivateKey()) return unusable("it is a public key: name the private one")
    return allowedTypes.has(key.type) ? Result.succeed(key) : unusable(`keys of type ${key.type} are not supported`)
  })
}

export const allowedTypes: ReadonlySet<string> = new Set([
  "ssh-ed25519",
  "ecdsa-sha2-nistp256",
  "ecdsa-sha2-nistp384",
  "ecdsa-sha2-nistp521",
  "ssh-rsa",
])

const unusable = (message: string): Result.Result<never, PrivateKeyProblem> =>
  Result.fail({ _tag: "Unusable", message })

/** What OpenSSH and PuTTY write, and PEM. `ssh2` tells an encrypted key from a broken one only by its message. */
const parseOther = (plain: string, passphrase: string | undefined): Result.Result<ParsedKey, PrivateKeyProblem> => {
  const open = parseQuietly(plain)
  if (!(open instanceof Error)) return Result.succeed(open)
  if (!open.message.includes("no passphrase given")) return unusable("it is no private key in OpenSSH or PEM format")
  if (passphrase === undefined) return Result.fail({ _tag: "Encrypted" })
  const opened = parseQuietly(plain, passphrase)
  return opened instanceof Error ? Result.fail({ _tag: "WrongPassphrase" }) : Result.succeed(opened)
}

const parseQuietly = (plain: string, passphrase?: string): ParsedKey | Error => {
  const parsed = Result.try(() => ssh2.utils.parseKey(plain, passphrase))
  if (Result.isFailure(parsed)) return new Error("malformed") // it throws on some broken keys, and returns others' errors
  return Array.isArray(parsed.success) ? parsed.success[0] ?? new Error("empty") : parsed.success
}

/** PKCS #8, which `ssh2` does not read: RSA and ECDSA keys are rewritten into the PEM format that it does. */
const parsePkcs8 = (plain: string, passphrase: string | undefined): Result.Result<ParsedKey, PrivateKeyProblem> => {
  const encrypted = plain.includes("BEGIN ENCRYPTED PRIVATE KEY")
  if (encrypted && passphrase === undefined) return Result.fail({ _tag: "Encrypted" })
  const opened = Result.try(() => createPrivateKey(encrypted ? { key: plain, passphrase: passphrase ?? "" } : plain))
  if (Result.isFailure(opened)) {
    return encrypted ? Result.fail({ _tag: "WrongPassphrase" }) : unusable("it is no private key in PEM format")
  }
  switch (opened.success.asymmetricKeyType) {
    case "rsa":
      return parseOther(opened.success.export({ type: "pkcs1", format: "pem" }).toString(), undefined)
    case "ec":
      return parseOther(opened.success.export({ type: "sec1", format: "pem" }).toString(), undefined)
    default:
      return unusable("a key of this type must be in OpenSSH format")
  }
}
