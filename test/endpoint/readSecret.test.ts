import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Effect, Fiber, Redacted } from "effect"
import { TestClock } from "effect/testing"
import { chmod, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { execPath } from "node:process"
import { inspect } from "node:util"
import { type SecretSource } from "../../src/domain/Remote.ts"
import { layerSecrets, readSecret } from "../../src/endpoint/readSecret.ts"
import { Secrets } from "../../src/endpoint/Secrets.ts"
import { temporaryFolder } from "../support/servers/temporaryFolder.ts"

const env = (name: string): SecretSource => ({ _tag: "Env", name })
const file = (path: string): SecretSource => ({ _tag: "File", path })
const credential = (name: string): SecretSource => ({ _tag: "Credential", name })
/** A program that is sure to be there: Node runs the script. */
const node = (script: string, ...args: ReadonlyArray<string>): SecretSource => ({
  _tag: "Command",
  argv: [execPath, "-e", script, ...args],
})

const read = (source: SecretSource, variables: Readonly<Record<string, string>> = {}) =>
  Effect.map(readSecret(source), Redacted.value).pipe(
    Effect.provide(ConfigProvider.layer(ConfigProvider.fromEnv({ env: variables }))),
  )

const complaint = (source: SecretSource, variables?: Readonly<Record<string, string>>) =>
  Effect.map(Effect.flip(read(source, variables)), ({ message }) => message)

const fileWith = Effect.fnUntraced(function*(text: string, mode = 0o600) {
  const path = join(yield* temporaryFolder("secret"), "secret")
  yield* Effect.promise(async () => {
    await writeFile(path, text)
    await chmod(path, mode)
  })
  return path
})

const key = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Blbg==\n-----END OPENSSH PRIVATE KEY-----"

describe("readSecret", () => {
  const texts: ReadonlyArray<readonly [text: string, secret: string]> = [
    ["hunter2", "hunter2"],
    ["hunter2\n", "hunter2"],
    ["hunter2\r\n", "hunter2"],
    ["hunter2\n\n", "hunter2\n"],
    [" hunter2 ", " hunter2 "],
    ["two\nlines\n", "two\nlines"],
    [`${key}\n`, key],
  ]
  for (const [text, secret] of texts) {
    it.effect(`takes one line end and no more from ${JSON.stringify(text.slice(0, 14))} in a variable or file`, () =>
      Effect.gen(function*() {
        assert.strictEqual(yield* read(env("THE_SECRET"), { THE_SECRET: text, THE: "other" }), secret)
        assert.strictEqual(yield* read(file(yield* fileWith(text))), secret)
      }))
  }

  it.effect("names the variable that is not set, or empty", () =>
    Effect.gen(function*() {
      assert.match(yield* complaint(env("PASSWORD"), {}), /environment variable PASSWORD is not set/u)
      assert.match(yield* complaint(env("PASSWORD"), { PASSWORD: "" }), /PASSWORD is not set, or empty/u)
      assert.match(yield* complaint(env("PASSWORD"), { PASSWORD: "\n" }), /PASSWORD is empty/u)
      assert.match(yield* complaint(env("PASSWORD"), { PASSWORD_2: "x" }), /PASSWORD is not set/u)
    }))

  it.effect("names the file that is missing, empty, relative, or for anyone to change", () =>
    Effect.gen(function*() {
      assert.match(yield* complaint(file("/nonexistent/secret")), /no file \/nonexistent\/secret/u)
      assert.match(yield* complaint(file("secret")), /secret is not an absolute path/u)
      assert.match(yield* complaint(file(yield* fileWith("\n"))), /secret is empty/u)
      const open = yield* complaint(file(yield* fileWith("hunter2", 0o666)))
      assert.match(open, /can be changed by other users/u)
      assert.notInclude(open, "hunter2")
    }))

  it.effect("reads systemd's credentials by name, and nothing else by a path", () =>
    Effect.gen(function*() {
      const path = yield* fileWith("hunter2\n")
      const variables = { CREDENTIALS_DIRECTORY: join(path, "..") }
      assert.strictEqual(yield* read(credential("secret"), variables), "hunter2")
      assert.match(yield* complaint(credential("secret"), {}), /CREDENTIALS_DIRECTORY is not set/u)
      assert.match(yield* complaint(credential("other"), variables), /no file .*other/u)
      assert.match(yield* complaint(credential("../secret"), variables), /no name of a credential/u)
    }))

  it.live("takes the first line that a program prints, or all of a key", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* read(node("console.log('hunter2\\nuser: anna')")), "hunter2")
      assert.strictEqual(yield* read(node("process.stdout.write('hunter2')")), "hunter2")
      assert.strictEqual(yield* read(node("console.log(process.argv[1])", "--", key)), key)
    }))

  it.live("runs it without a shell, and gives it nothing to read", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* read(node("console.log(process.argv[1])", "$(id); `id`")), "$(id); `id`")
      const echo = "process.stdin.on('data', (d) => process.stdout.write(d)).on('end', () => console.log('end'))"
      assert.strictEqual(yield* read(node(echo)), "end")
    }))

  it.live("shows what a failing program complains about, never what it printed", () =>
    Effect.gen(function*() {
      const message = yield* complaint(
        node("console.log('hunter2'); console.error('not\\u0007 signed in\\nmore'); process.exit(3)"),
      )
      assert.include(message, "failed (3): not? signed in")
      assert.notInclude(message, "hunter2")
      assert.notInclude(message, "more")
      assert.match(yield* complaint(node("")), /is empty/u)
      assert.match(yield* complaint({ _tag: "Command", argv: ["/nonexistent/program"] }), /cannot be run \(ENOENT\)/u)
    }))

  it.effect("does not wait for longer than ten seconds", () =>
    Effect.gen(function*() {
      const fiber = yield* Effect.forkChild(complaint(node("setInterval(() => {}, 1000)")), { startImmediately: true })
      yield* TestClock.adjust("10 seconds")
      assert.match(yield* Fiber.join(fiber), /not printed a secret within 10 seconds/u)
    }))

  it.effect("is what the layer reads with, and shows nobody what it read", () =>
    Effect.gen(function*() {
      const secret = yield* Secrets.use((secrets) => secrets.read(env("PASSWORD")))
      assert.strictEqual(Redacted.value(secret), "hunter2")
      assert.notInclude(`${inspect(secret)} ${JSON.stringify(secret)}`, "hunter2")
    }).pipe(
      Effect.provide([layerSecrets, ConfigProvider.layer(ConfigProvider.fromEnv({ env: { PASSWORD: "hunter2" } }))]),
    ))
})
