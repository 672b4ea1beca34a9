/** The algorithms a connection is offered: a list of what is allowed, never the defaults of `ssh2`. */
import {
  type Algorithms,
  type CipherAlgorithm,
  type KexAlgorithm,
  type MacAlgorithm,
  type ServerHostKeyAlgorithm,
} from "ssh2"

export interface AlgorithmOptions {
  readonly legacy: boolean // also what is worn out, for servers that know nothing newer
  /** Key types to ask for first: those on file for the host. */
  readonly preferred?: ReadonlySet<string>
  /** Key types to ask for at all; every allowed one without it. */
  readonly only?: ReadonlySet<string>
}

/**
 * No chacha20-poly1305, and CBC only beside MACs that are not encrypt-then-mac: nothing here is open to prefix
 * truncation (CVE-2023-48795), strict key exchange or not.
 */
export const algorithmsOf = (options: AlgorithmOptions): Algorithms => ({
  kex: options.legacy ? [...kex, "diffie-hellman-group14-sha1"] : [...kex],
  cipher: options.legacy ? [...ciphers, "aes256-cbc", "aes192-cbc", "aes128-cbc"] : [...ciphers],
  hmac: options.legacy ? [...macs, "hmac-sha1"] : [...encryptThenMacs, ...macs],
  compress: ["none"],
  serverHostKey: hostKeyAlgorithms(options),
})

/** A server has at most one key of each family as a rule. */
export const hostKeyFamilies: ReadonlyArray<ReadonlySet<string>> = [
  new Set(["ssh-ed25519"]),
  new Set(["ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521"]),
  new Set(["ssh-rsa"]),
]

const kex: ReadonlyArray<KexAlgorithm> = [
  "curve25519-sha256",
  "curve25519-sha256@libssh.org",
  "ecdh-sha2-nistp256",
  "ecdh-sha2-nistp384",
  "ecdh-sha2-nistp521",
  "diffie-hellman-group-exchange-sha256",
  "diffie-hellman-group14-sha256",
  "diffie-hellman-group15-sha512",
  "diffie-hellman-group16-sha512",
  "diffie-hellman-group17-sha512",
  "diffie-hellman-group18-sha512",
]

const ciphers: ReadonlyArray<CipherAlgorithm> = [
  "aes128-gcm@openssh.com",
  "aes256-gcm@openssh.com",
  "aes128-ctr",
  "aes192-ctr",
  "aes256-ctr",
]

const encryptThenMacs: ReadonlyArray<MacAlgorithm> = ["hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com"]
const macs: ReadonlyArray<MacAlgorithm> = ["hmac-sha2-256", "hmac-sha2-512"]

const hostKeys: ReadonlyArray<ServerHostKeyAlgorithm> = [
  "ssh-ed25519",
  "ecdsa-sha2-nistp256",
  "ecdsa-sha2-nistp384",
  "ecdsa-sha2-nistp521",
  "rsa-sha2-512",
  "rsa-sha2-256",
]

/**
 * The first of these that the server has is the one it shows. So a server with the key on file shows that one, and
 * whatever one without it shows is another key: refused as such, by name.
 */
const hostKeyAlgorithms = ({ legacy, only, preferred }: AlgorithmOptions): Array<ServerHostKeyAlgorithm> => {
  const allowed = (legacy ? [...hostKeys, "ssh-rsa" as const] : hostKeys)
    .filter((algorithm) => only?.has(keyTypeOf(algorithm)) ?? true)
  const first = allowed.filter((algorithm) => preferred?.has(keyTypeOf(algorithm)))
  return [...first, ...allowed.filter((algorithm) => !first.includes(algorithm))]
}

const keyTypeOf = (algorithm: ServerHostKeyAlgorithm): string =>
  algorithm.startsWith("rsa-sha2-") ? "ssh-rsa" : algorithm
