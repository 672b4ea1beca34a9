import { assert, describe, it } from "@effect/vitest"
import { parseJumps } from "../../../../src/endpoint/sftp/ssh/parseJumps.ts"

const jump = (host: string, user?: string, port?: number) => ({ user, host, port })

describe("parseJumps", () => {
  const rows: ReadonlyArray<readonly [text: string, jumps: ReturnType<typeof parseJumps>]> = [
    ["none", []],
    ["None", []],
    ["bastion", [jump("bastion")]],
    ["me@bastion:2222", [jump("bastion", "me", 2222)]],
    ["a,b", [jump("a"), jump("b")]],
    ["me@a:1, b:65535", [jump("a", "me", 1), jump("b", undefined, 65_535)]],
    ["ssh://me@bastion:22/", [jump("bastion", "me", 22)]],
    ["[2001:db8::1]:2222", [jump("2001:db8::1", undefined, 2222)]],
    ["me@[::1]", [jump("::1", "me")]],
    ["", undefined],
    ["a,,b", undefined],
    ["bastion:0", undefined],
    ["bastion:65536", undefined],
    ["bastion:x", undefined],
    ["me@", undefined],
    ["2001:db8::1", undefined],
    ["a b", undefined],
  ]
  for (const [text, jumps] of rows) {
    it(`reads ${JSON.stringify(text)} as ${jumps === undefined ? "nothing" : JSON.stringify(jumps)}`, () =>
      assert.deepStrictEqual(parseJumps(text), jumps))
  }
})
