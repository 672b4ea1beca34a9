import { assert, describe, it } from "@effect/vitest"
import { SyncfileError } from "../../src/syncfile/SyncfileError.ts"
import { errorOf } from "./reading.ts"

describe("SyncfileError", () => {
  it("tells where, what, how it looks and what to write", () => {
    const text = "version: 1\nname: feeds\npairs:\n  p:\n    mode: miror\n    source: ./a\n    target: b\n"
    assert.strictEqual(
      errorOf(text).message,
      `syncfile.yaml:5:11: \`mode\` must be \`copy\`, \`mirror\` or \`two-way\`, not \`miror\`
  4 |   p:
  5 |     mode: miror
    |           ^^^^^
  hint: did you mean \`mirror\`?

syncfile.yaml:7:13: \`b\` is neither a folder on this machine nor one on a remote
  6 |     source: ./a
  7 |     target: b
    |             ^
  hint: write \`./path\` for a folder beside the syncfile, or \`remote:path\``,
    )
  })

  it("escapes the name of the file", () => {
    assert.match(errorOf("", { file: "a\u001b[2J.yaml" }).message, /^a\\u\{1b\}\[2J\.yaml:1:1: /)
  })

  it("shows the first hundred complaints and counts the others, which it keeps", () => {
    const keys = Array.from({ length: 250 }, (_, index) => `k${index}: 1`).join("\n")
    const error = errorOf(`${keys}\nversion: 1\nname: a\npairs: { p: { mode: copy, source: ./a, target: ./b } }\n`)
    assert.strictEqual(error.complaints.length, 250)
    assert.strictEqual(error.message.split("\n").filter((line) => line.startsWith("syncfile.yaml:")).length, 100)
    assert.isTrue(error.message.endsWith("\n… and 150 more"))
  })

  it("is an error with a tag", () => {
    const error = errorOf("")
    assert.instanceOf(error, SyncfileError)
    assert.instanceOf(error, Error)
    assert.strictEqual(error._tag, "SyncfileError")
  })
})
