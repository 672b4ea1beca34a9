import { assert, describe, it } from "@effect/vitest"
import { generateKeyPairSync } from "node:crypto"
import ssh2, { type ParsedKey } from "ssh2"
import { keySigningSha2Only } from "../../../../src/endpoint/sftp/ssh/sha2Only.ts"
import { plainEd25519 } from "./privateKeys.ts"

const parsed = (text: string): ParsedKey => {
  const key = ssh2.utils.parseKey(text)
  return key instanceof Error ? assert.fail(key.message) : key
}

const rsa = parsed(
  generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs1", format: "pem" }).toString(),
)
const ed25519 = parsed(plainEd25519)
const unheard = (why: string) => assert.fail(why)
const text = Buffer.from("to be signed")

describe("keySigningSha2Only", () => {
  for (const algorithm of ["sha256", "sha512"]) {
    it(`lets an RSA key sign with ${algorithm}`, () => {
      const signature = keySigningSha2Only(rsa, unheard).sign(text, algorithm)
      assert.isTrue(rsa.verify(text, signature, algorithm))
    })
  }

  for (const algorithm of ["sha1", undefined, "md5", ""]) {
    it(`does not let it sign with ${algorithm ?? "what is usual for RSA"}, and says so`, () => {
      const notes: Array<string> = []
      assert.instanceOf(keySigningSha2Only(rsa, (why) => notes.push(why)).sign(text, algorithm), Error)
      assert.deepStrictEqual(notes, ["the server takes this RSA key with SHA-1 signatures only"])
    })
  }

  it("is still the same key for ssh2", () => {
    const guarded = keySigningSha2Only(rsa, unheard)
    assert.strictEqual(ssh2.utils.parseKey(guarded), guarded)
    assert.deepStrictEqual(guarded.getPublicSSH(), rsa.getPublicSSH())
  })

  it("leaves other keys alone", () => assert.strictEqual(keySigningSha2Only(ed25519, unheard), ed25519))
})
