import { assert, describe, it } from "@effect/vitest"
import { pathOf, withTokens } from "../../../../src/endpoint/sftp/ssh/sshConfigTokens.ts"

const tokens = {
  home: "/home/me",
  alias: "office",
  host: "sftp.example.com",
  port: 2222,
  user: "anna",
  localUser: "me",
}

describe("withTokens", () => {
  it("replaces every token", () =>
    assert.strictEqual(
      withTokens("%n %h %p %r %u %d 100%%", tokens),
      "office sftp.example.com 2222 anna me /home/me 100%",
    ))
  it("does not replace what a token brought in", () =>
    assert.strictEqual(withTokens("%h", { ...tokens, host: "%p" }), "%p"))
  for (const text of ["%C", "%", "a%l"]) {
    it(`gives nothing for ${text}`, () => assert.isUndefined(withTokens(text, tokens)))
  }
})

describe("pathOf", () => {
  const rows: ReadonlyArray<readonly [text: string, path: string | undefined]> = [
    ["~/.ssh/%n", "/home/me/.ssh/office"],
    ["~", "/home/me"],
    ["%d/key", "/home/me/key"],
    ["/etc/key", "/etc/key"],
    ["~other/key", undefined],
    ["key", undefined],
    ["none", undefined],
    ["/k/%C", undefined],
  ]
  for (const [text, path] of rows) {
    it(`takes ${text} for ${path ?? "no path"}`, () => assert.strictEqual(pathOf(text, tokens), path))
  }
})
