import { assert, describe, it } from "@effect/vitest"
import { parseKnownHosts } from "../../../../src/endpoint/sftp/ssh/KnownHosts.ts"
import { ed25519, rsa, written } from "./sampleKeys.ts"

describe("parseKnownHosts", () => {
  it("reads hosts, marks and keys, and counts every line", () => {
    const text = [
      "# a comment",
      "",
      `host ${written(ed25519)}`,
      `  tabbed\t${ed25519.type}\t${ed25519.base64}\tsomeone@somewhere \r`,
      `@revoked * ${written(rsa)}`,
      `@cert-authority *.example.com ${written(rsa)} ca`,
    ].join("\n")
    assert.deepStrictEqual(parseKnownHosts(text, "/kh"), [
      { at: "/kh:3", mark: "none", hosts: "host", key: ed25519 },
      { at: "/kh:4", mark: "none", hosts: "tabbed", key: ed25519 },
      { at: "/kh:5", mark: "revoked", hosts: "*", key: rsa },
      { at: "/kh:6", mark: "cert-authority", hosts: "*.example.com", key: rsa },
    ])
  })

  const keyless: ReadonlyArray<readonly [why: string, line: string]> = [
    ["the key is cut off", `host ${written(ed25519).slice(0, -4)}!`],
    ["there is no key", "host ssh-ed25519"],
    ["the type is not the key's", `host ssh-rsa ${ed25519.base64}`],
    ["the key is no base64", "host ssh-ed25519 hello"],
    ["it is of SSH 1", "host 1024 35 123456789"],
    ["a revoked key is missing", "@revoked host"],
  ]
  for (const [why, line] of keyless) {
    it(`keeps a line without a key when ${why}`, () => {
      const [parsed, ...more] = parseKnownHosts(line, "/kh")
      assert.strictEqual(parsed?.hosts, "host")
      assert.isUndefined(parsed?.key)
      assert.isEmpty(more)
    })
  }

  for (const line of ["host", "@trusted host ssh-ed25519 AAAA", "@revoked", "   ", "#host ssh-ed25519 AAAA"]) {
    it(`leaves out ${JSON.stringify(line)}`, () => assert.isEmpty(parseKnownHosts(line, "/kh")))
  }
})
