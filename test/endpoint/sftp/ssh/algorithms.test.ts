import { assert, describe, it } from "@effect/vitest"
import { algorithmsOf, hostKeyFamilies } from "../../../../src/endpoint/sftp/ssh/algorithms.ts"

const all = (legacy: boolean) => Object.values(algorithmsOf({ legacy })).flat().map(String)

describe("algorithmsOf", () => {
  it("offers nothing that is worn out, and nothing open to prefix truncation", () => {
    const worn = all(false).filter((name) =>
      /sha1|cbc|chacha|md5|arcfour|3des|zlib|ripemd|-96$|^ssh-rsa$|^ssh-dss$/u.test(name)
    )
    assert.isEmpty(worn)
  })

  it("adds by name what legacy servers need, and no encrypt-then-mac beside CBC", () => {
    const added = all(true).filter((name) => !all(false).includes(name))
    assert.sameMembers(added, [
      "diffie-hellman-group14-sha1",
      "aes256-cbc",
      "aes192-cbc",
      "aes128-cbc",
      "hmac-sha1",
      "ssh-rsa",
    ])
    assert.isEmpty(all(true).filter((name) => name.includes("-etm@")))
  })

  it("puts what is modern first when legacy is allowed", () => {
    const { cipher, hmac, kex, serverHostKey } = algorithmsOf({ legacy: true })
    assert.deepStrictEqual([kex, cipher, hmac, serverHostKey].map((names) => Array.isArray(names) && names[0]), [
      "curve25519-sha256",
      "aes128-gcm@openssh.com",
      "hmac-sha2-256",
      "ssh-ed25519",
    ])
  })

  it("asks for the types on file first, and for the others still", () => {
    const { serverHostKey } = algorithmsOf({ legacy: false, preferred: new Set(["ssh-rsa", "ssh-dss"]) })
    assert.deepStrictEqual(serverHostKey, [
      "rsa-sha2-512",
      "rsa-sha2-256",
      "ssh-ed25519",
      "ecdsa-sha2-nistp256",
      "ecdsa-sha2-nistp384",
      "ecdsa-sha2-nistp521",
    ])
  })

  it("asks for one family only when told so", () => {
    const offers = hostKeyFamilies.map((only) => algorithmsOf({ legacy: false, only }).serverHostKey)
    assert.deepStrictEqual(offers, [
      ["ssh-ed25519"],
      ["ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521"],
      ["rsa-sha2-512", "rsa-sha2-256"],
    ])
  })

  it("hands out lists of its own each time", () => {
    const { cipher } = algorithmsOf({ legacy: false })
    if (Array.isArray(cipher)) cipher.length = 0
    assert.isNotEmpty(algorithmsOf({ legacy: false }).cipher)
  })
})
