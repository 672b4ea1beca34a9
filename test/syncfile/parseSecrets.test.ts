import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import { parseDocument } from "yaml"
import { parse } from "../../src/syncfile/parse.ts"
import { secretsInBrokenText, secretSpans } from "../../src/syncfile/parseSecrets.ts"
import { sourceTextOf } from "../../src/syncfile/SourceText.ts"
import { errorOf, withPairs } from "./reading.ts"

const secretsIn = (text: string) =>
  secretSpans(parseDocument(text).contents, sourceTextOf(text)).map(({ end, start }) => text.slice(start, end))

describe("secretSpans", () => {
  it.each([
    ["auth: { password: hunter2 }", ["hunter2"]],
    ["auth: { password: [hunter, 2] }", ["hunter", "2"]],
    ["auth: { password: { value: hunter2 } }", ["hunter2"]],
    ["auth: { pasword: hunter2 }", ["hunter2"]],
    ["auth: hunter2", ["hunter2"]],
    ["auth: { privateKey: \"-----BEGIN\" }", ["\"-----BEGIN\""]],
    ["remotes: { r: { password: hunter2 } }", ["hunter2"]],
    ["remotes: { r: { sftp_token: hunter2, pass: x, userPassword: y } }", ["hunter2", "x", "y"]],
    ["auth: { password: { env: \"hunter 2!\" } }", ["\"hunter 2!\""]],
    ["auth: { password: { env: SFTP_PASSWORD } }", []],
    ["auth: { password: { file: ./pw, command: [pass, show], credential: pw } }", []],
    ["auth: { agent: true }", []],
    ["webhook: { headers: { Authorization: Bearer x, X-Pin: 12, A: { env: A }, B: { value: y } } }", [
      "Bearer x",
      "12",
      "y",
    ]],
    ["webhook: { headers: \"Authorization: Bearer x\" }", ["\"Authorization: Bearer x\""]],
    ["webhook: { header: x, Authorization: y, X-Api-Key: z, remind: 1h }", ["x", "y", "z"]],
    ["x-h: &h { A: x }\nheaders: *h", ["x"]],
    ["x-h: &h [&i x]\nauth: *h\nb: *i", ["x"]],
    ["x-p: &p x\npassword: *p", ["x"]],
    ["pairs: { a: &a { mode: copy }, secret: *a }", []],
    ["auth: &a [*a, *a]", []],
    ["webhook: { url: https://me:pw@h.test:8/services/T0/B0?k=v#f, remind: 1h }", ["me:pw", "services/T0/B0?k=v#f"]],
    ["url: \"http://h.test?key\"", ["key"]],
    ["url: https://u:p/w@h.test", ["u:p/w"]],
    ["url: 'https://h.test/it''s'", ["it''s"]],
    ["url: \"https://h.test/\"", []],
    ["url: https://h.test/a b c", ["https://h.test/a b c"]],
    ["url: \"https:\\/\\/h.test/x\"", ["\"https:\\/\\/h.test/x\""]],
    ["x: \"https:\\/\\/h.test/x\"", ["\"https:\\/\\/h.test/x\""]],
    ["url: h.test/x", ["h.test/x"]],
    ["healthchecks: hc.test/x", ["hc.test/x"]],
    ["x-u: &u h.test/x\nwebhook: { url: *u }", ["h.test/x"]],
    ["url: ${HOOK}", []],
    ["url: { env: HOOK }", []],
    ["command: { run: [curl, https://hc.test/x] }", ["x"]],
    ["source: sftp://me:pw@h.test/folder", ["me:pw"]],
    ["pairs: { passwords: { mode: copy, source: ./secret } }", []],
  ])("finds in %s the secrets %j", (text, secrets) => {
    assert.deepStrictEqual(secretsIn(text), secrets)
  })
})

describe("secretsInBrokenText", () => {
  it.each([
    ["password: a: b", ["a: b"]],
    ["  auth: { password: @x }", ["@x }"]],
    ["\"passphrase\":  y # z", ["y # z"]],
    ["a:\n  headers:\n    A: x\n\n    B: { env: B\n  c: d", ["\n    A: x\n\n    B: { env: B"]],
    ["  - { headers: { A: x }\n  c: d", [" { A: x }"]],
    ["Authorization: Bearer x: y", ["Bearer x: y"]],
    ["url: h.test/x: y", ["h.test/x: y"]],
    ["- [curl, https://hc.test/x", ["x"]],
    ["password: { env: A }", []],
    ["password:\n  env: A", []],
  ])("finds in %j the secrets %j", (text, secrets) => {
    assert.deepStrictEqual(secretsInBrokenText(text).map(({ end, start }) => text.slice(start, end)), secrets)
  })

  it.each([
    "password: hunter2: x",
    "password: @hunter2",
    "password: 'hunter2",
    "password: \"hunter2\\d\"",
    "password: hunter2 }",
  ])(
    "keeps %s out of a complaint about it",
    (line) => assert.notInclude(errorOf(`remotes:\n  r:\n    auth:\n      ${line}\n      x: }\n`).message, "hunter2"),
  )
})

describe("a secret that somebody writes down", () => {
  const pair = (notify: string, more = "") =>
    withPairs(`  p:\n    mode: copy\n    source: ./a\n    target: ./b\n    notify:\n      - ${notify}\n${more}`)
  const webhook = (text: string) => pair(`webhook:\n          ${text.replaceAll("\n", "\n          ")}`)

  it.each([
    webhook("url: https://h.test/hunter2\nheaders: { Authorization: \"Bearer hunter2\" }"),
    webhook("url: { env: HOOK }\nheaders:\n  X-Any: hunter2\n  # a comment between\n  X-Other: [hunter2]"),
    webhook("url: { env: HOOK }\nheaders: [\"Authorization: hunter2\"]"),
    webhook("url: { env: HOOK }\nheaders: \"Authorization: hunter2\""),
    webhook("url: { env: HOOK }\nheaders: { Authorization: { env: \"Bearer hunter2\" } }"),
    webhook("url: { env: HOOK }\nheader: { X-Any: hunter2 }"),
    webhook("url: { env: HOOK }\nAuthorization: Bearer hunter2"),
    webhook("url: hooks.test/hunter2"),
    webhook("url: https://me:hunter2@h.test/x y"),
    webhook("url: [https://h.test/hunter2]"),
    webhook("ulr: https://h.test/hunter2"),
    webhook("url: https://h.test/hunter2\nremind: often"),
    webhook("url: https://h.test/hunter2\nheaders: { A: \"x }"),
    pair("webhook: https://h.test/hunter2"),
    pair("healthchecks: { url: https://h.test/hunter2, remind: 1h }"),
    pair("https://h.test/hunter2"),
    pair("command: { run: curl https://h.test/hunter2 }"),
    withPairs("  p: { mode: copy, source: \"https://me:hunter2@h.test/a\", target: ./b }"),
    withPairs("  p: { mode: copy, source: \"sftp://me:hunter2@h.test/a\", target: ./b }"),
    `x-all: &all { X-Any: hunter2 }\n${webhook("url: { env: HOOK }\nheaders: *all")}`,
  ])("stands in no complaint, and in no text that is shown (%#)", (text) => {
    const { complaints, message } = errorOf(text)
    assert.notInclude(JSON.stringify([complaints, message]), "hunter2")
    const parsed = parse("syncfile.yaml", text, {})
    if (Result.isSuccess(parsed)) assert.notInclude(parsed.success.source.text, "hunter2")
  })

  it("is left out of what is quoted, and nothing else is", () => {
    const text = withPairs("  p: { mode: copy, source: \"https://me:hunter2@h.test/a\", target: ./b }")
    assert.match(errorOf(text).message, /`https:\/\/\*{10}@h\.test\/\*` is a URL/)
  })
})
