import { assert, describe, it } from "@effect/vitest"
import { hostKeyOf, hostKeyOfBase64 } from "../../../../src/endpoint/sftp/ssh/HostKey.ts"
import { blobOf, ecdsa, ed25519, otherEd25519, rsa } from "./sampleKeys.ts"

describe("hostKeyOf", () => {
  for (const key of [ed25519, otherEd25519, ecdsa, rsa]) {
    it(`gives ${key.type} the type and the fingerprint that ssh-keygen gives it`, () =>
      assert.deepStrictEqual(hostKeyOf(blobOf(key)), key))
  }

  const noKeys: ReadonlyArray<readonly [why: string, blob: Buffer]> = [
    ["nothing", Buffer.alloc(0)],
    ["half a length", Buffer.from([0, 0, 0])],
    ["a type without a name", Buffer.from([0, 0, 0, 0, 1, 2, 3])],
    ["a length beyond the end", Buffer.from([0, 0, 0, 11, 115, 115, 104])],
    ["a huge length", Buffer.from([255, 255, 255, 255, 115, 115, 104])],
    ["a type and nothing else", blobOf(ed25519).subarray(0, 15)],
    ["a type with a control character", Buffer.from([0, 0, 0, 2, 115, 10, 1])],
  ]
  for (const [why, blob] of noKeys) {
    it(`takes ${why} for no key`, () => assert.isUndefined(hostKeyOf(blob)))
  }
})

describe("hostKeyOfBase64", () => {
  it("reads what it wrote", () => assert.deepStrictEqual(hostKeyOfBase64(rsa.base64), rsa))

  for (const suffix of ["=", "A", " ", "#", "\n"]) {
    it(`refuses base64 followed by ${JSON.stringify(suffix)}, which decoders forgive`, () =>
      assert.isUndefined(hostKeyOfBase64(ed25519.base64 + suffix)))
  }
})
