import { assert, describe, it } from "@effect/vitest"
import { Redacted, Result } from "effect"
import { generateKeyPairSync, type KeyObject } from "node:crypto"
import { parsePrivateKey } from "../../../../src/endpoint/sftp/ssh/privateKey.ts"
import { encryptedEd25519, passphrase, plainEcdsa, plainEd25519 } from "./privateKeys.ts"
import { ed25519, written } from "./sampleKeys.ts"

const parse = (text: string, passphrase?: string) =>
  parsePrivateKey(Redacted.make(text), passphrase === undefined ? undefined : Redacted.make(passphrase))

const outcome = (text: string, passphrase?: string) => {
  const parsed = parse(text, passphrase)
  return Result.isSuccess(parsed) ? parsed.success.type : parsed.failure._tag
}

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey
const ec = generateKeyPairSync("ec", { namedCurve: "prime256v1" }).privateKey
const ed = generateKeyPairSync("ed25519").privateKey
const pem = (key: KeyObject, type: "pkcs1" | "sec1" | "pkcs8", secret?: string): string =>
  key.export(
    { type, format: "pem", ...(secret === undefined ? {} : { passphrase: secret, cipher: "aes-256-cbc" }) } as {
      type: "pkcs8"
      format: "pem"
    },
  ).toString()

const plain: ReadonlyArray<readonly [what: string, text: string, type: string]> = [
  ["OpenSSH, Ed25519", plainEd25519, "ssh-ed25519"],
  ["OpenSSH, ECDSA", plainEcdsa, "ecdsa-sha2-nistp256"],
  ["PEM, RSA", pem(rsa, "pkcs1"), "ssh-rsa"],
  ["PEM, ECDSA", pem(ec, "sec1"), "ecdsa-sha2-nistp256"],
  ["PKCS #8, RSA", pem(rsa, "pkcs8"), "ssh-rsa"],
  ["PKCS #8, ECDSA", pem(ec, "pkcs8"), "ecdsa-sha2-nistp256"],
]

const encrypted: ReadonlyArray<readonly [what: string, text: string, type: string]> = [
  ["OpenSSH, Ed25519", encryptedEd25519, "ssh-ed25519"],
  ["PEM, RSA", pem(rsa, "pkcs1", passphrase), "ssh-rsa"],
  ["PEM, ECDSA", pem(ec, "sec1", passphrase), "ecdsa-sha2-nistp256"],
  ["PKCS #8, RSA", pem(rsa, "pkcs8", passphrase), "ssh-rsa"],
  ["PKCS #8, ECDSA", pem(ec, "pkcs8", passphrase), "ecdsa-sha2-nistp256"],
]

describe("parsePrivateKey", () => {
  for (const [what, text, type] of plain) {
    it(`reads ${what}, with a passphrase that it does not need, and with line ends around it`, () => {
      assert.strictEqual(outcome(text), type)
      assert.strictEqual(outcome(text, "not needed"), type)
      assert.strictEqual(outcome(`\n${text}\n\n`), type)
    })
  }

  for (const [what, text, type] of encrypted) {
    it(`opens ${what} with its passphrase, and tells a wrong one from none`, () => {
      assert.strictEqual(outcome(text, passphrase), type)
      assert.strictEqual(outcome(text, "open barley"), "WrongPassphrase")
      assert.strictEqual(outcome(text), "Encrypted")
    })
  }

  const dsa = generateKeyPairSync("dsa", { modulusLength: 1024, divisorLength: 160 }).privateKey
  const unusable: ReadonlyArray<readonly [what: string, text: string, message: RegExp]> = [
    ["nothing", "", /no private key/u],
    ["some text", "hunter2", /no private key/u],
    ["half a key", plainEd25519.slice(0, 200), /no private key/u],
    ["a key with its middle gone", pem(rsa, "pkcs1").replace(/\n.{64}\n/u, "\n"), /no private key/u],
    ["a PKCS #8 key with its middle gone", pem(rsa, "pkcs8").replace(/\n.{64}\n/u, "\n"), /no private key/u],
    ["a public key", written(ed25519), /public key/u],
    ["DSA", dsa.export({ type: "pkcs8", format: "pem" }).toString(), /OpenSSH format/u],
    ["PKCS #8, Ed25519", pem(ed, "pkcs8"), /OpenSSH format/u],
  ]
  for (const [what, text, message] of unusable) {
    it(`says what is wrong with ${what}`, () => {
      const parsed = parse(text)
      const problem = Result.isFailure(parsed) ? parsed.failure : undefined
      assert.match(problem?._tag === "Unusable" ? problem.message : "", message)
    })
  }

  it("repeats nothing of what it read", () => {
    const secret = "c2VjcmV0LXNlY3JldC1zZWNyZXQ="
    const parsed = parse(`-----BEGIN OPENSSH PRIVATE KEY-----\n${secret}\n-----END OPENSSH PRIVATE KEY-----`, secret)
    assert.notInclude(JSON.stringify(parsed), "secret")
    assert.notInclude(JSON.stringify(parsed), secret)
  })
})
