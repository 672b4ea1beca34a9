import { assert, describe, it } from "@effect/vitest"
import { type HostKeyJudge, judgeBy, makeHostVerifier } from "../../../../src/endpoint/sftp/ssh/hostVerifier.ts"
import { parseKnownHosts } from "../../../../src/endpoint/sftp/ssh/KnownHosts.ts"
import { blobOf, ecdsa, ed25519, otherEd25519, written } from "./sampleKeys.ts"

const trust = (text: string) =>
  makeHostVerifier(judgeBy({ _tag: "KnownHosts", entries: parseKnownHosts(text, "kh"), host: "host", port: 22 }))

const pinned = (fingerprint: string) => makeHostVerifier(judgeBy({ _tag: "Pin", fingerprint }))

describe("makeHostVerifier", () => {
  it("says true to a key on file, and remembers it", () => {
    const verifier = trust(`host ${written(ed25519)}`)
    assert.isTrue(verifier.verify(blobOf(ed25519)))
    assert.deepStrictEqual(verifier.accepted(), ed25519)
    assert.isUndefined(verifier.refusal())
  })

  it("names an unknown key and its fingerprint", () => {
    const verifier = trust("")
    assert.isFalse(verifier.verify(blobOf(ed25519)))
    assert.isUndefined(verifier.accepted())
    assert.deepStrictEqual(verifier.refusal(), {
      _tag: "HostKeyUnknown",
      keyType: "ssh-ed25519",
      fingerprint: ed25519.fingerprint,
    })
  })

  const refused: ReadonlyArray<readonly [text: string, why: RegExp]> = [
    [`host ${written(otherEd25519)}`, /^kh:1 has another key .*ssh-ed25519 SHA256:Ka0y/u],
    [`host ${written(ecdsa)}`, /^kh:1 has another key .*ecdsa-sha2-nistp256/u],
    [`@revoked * ${written(ed25519)}`, /^kh:1 revokes it$/u],
    ["@revoked host nonsense", /^kh:1 .* cannot be read/u],
  ]
  for (const [text, why] of refused) {
    it(`refuses a key in the face of ${text.slice(0, 24)}`, () => {
      const verifier = trust(text)
      assert.isFalse(verifier.verify(blobOf(ed25519)))
      const refusal = verifier.refusal()
      assert.match(refusal?._tag === "HostKeyRejected" ? refusal.why : "", why)
    })
  }

  it("takes the pinned key, with or without padding, and no other", () => {
    assert.isTrue(pinned(ed25519.fingerprint).verify(blobOf(ed25519)))
    assert.isTrue(pinned(`${ed25519.fingerprint}=`).verify(blobOf(ed25519)))
    assert.isFalse(pinned(ed25519.fingerprint).verify(blobOf(otherEd25519)))
    assert.isFalse(pinned("").verify(blobOf(ed25519)))
    assert.isFalse(pinned(ed25519.fingerprint.toLowerCase()).verify(blobOf(ed25519)))
  })

  it("takes no second key at a rekey, even one that is on file", () => {
    const verifier = trust(`host ${written(ed25519)}\nhost ${written(ecdsa)}`)
    assert.isTrue(verifier.verify(blobOf(ed25519)))
    assert.isTrue(verifier.verify(blobOf(ed25519)))
    assert.isFalse(verifier.verify(blobOf(ecdsa)))
    assert.strictEqual(verifier.refusal()?._tag, "HostKeyRejected")
  })

  it("takes nothing after a refusal", () => {
    const verifier = trust(`host ${written(ed25519)}`)
    assert.isFalse(verifier.verify(blobOf(otherEd25519)))
    assert.isFalse(verifier.verify(blobOf(ed25519)))
  })

  const noKeys: ReadonlyArray<unknown> = [
    Buffer.alloc(0),
    Buffer.from("ssh-ed25519"),
    undefined,
    null,
    "ssh-ed25519",
    {},
  ]
  for (const blob of noKeys) {
    it(`says exactly false to ${JSON.stringify(blob) ?? "undefined"} in place of a key`, () => {
      const verifier = makeHostVerifier(() => undefined)
      assert.strictEqual(verifier.verify(blob as Buffer), false)
      assert.strictEqual(verifier.refusal()?._tag, "HostKeyRejected")
    })
  }

  /** H01: `ssh2` connects on each of these when a verifier returns it. */
  const odd: ReadonlyArray<readonly [what: string, judge: () => unknown]> = [
    ["throws", () => assert.fail("broken")],
    ["returns null", () => null],
    ["returns 0", () => 0],
    ["returns false", () => false],
    ["returns true", () => true],
    ["returns an empty string", () => ""],
    ["returns NaN", () => Number.NaN],
    ["returns an error", () => new Error("no")],
    ["returns a promise of undefined", () => Promise.resolve()],
    ["returns a promise of false", () => Promise.resolve(false)],
  ]
  for (const [what, judge] of odd) {
    it(`says exactly false, now and later, when the judge ${what}`, () => {
      const verifier = makeHostVerifier(judge as HostKeyJudge)
      assert.strictEqual(verifier.verify(blobOf(ed25519)), false)
      assert.strictEqual(verifier.verify(blobOf(ed25519)), false)
      assert.isUndefined(verifier.accepted())
    })
  }
})
