import { assert, describe, it } from "@effect/vitest"
import { parseDocument } from "yaml"
import { secretsInBrokenText, secretSpans } from "../../src/syncfile/parseSecrets.ts"
import { errorOf } from "./reading.ts"

const secretsIn = (text: string) =>
  secretSpans(parseDocument(text).contents).map(({ end, start }) => text.slice(start, end))

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
