import { NodeServices } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Result } from "effect"
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { Environment } from "../../src/cli/Environment.ts"
import { writePrivately } from "../../src/cli/writePrivately.ts"
import { temporaryFolder } from "../support/servers/temporaryFolder.ts"

const nowhere = { isTerminal: false, columns: Effect.succeed(80), write: () => Effect.void }

const writeIn = (folder: string, file: string, text: string) =>
  Effect.provide(
    Effect.result(writePrivately(file, text)),
    Layer.merge(
      NodeServices.layer,
      Layer.succeed(Environment, {
        variables: {},
        folder,
        home: folder,
        output: nowhere,
        messages: nowhere,
        ask: () => Effect.undefined,
        onHangup: () => Effect.void,
        program: [""],
        runtime: "",
        version: "",
      }),
    ),
  )

describe("writePrivately", () => {
  it.live("makes a file that only its owner reads, whatever was there before", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder("private")
      writeFileSync(join(folder, "plan"), "older and longer", { mode: 0o644 })
      assert.isTrue(Result.isSuccess(yield* writeIn(folder, "plan", "new")))
      assert.strictEqual(readFileSync(join(folder, "plan"), "utf8"), "new")
      assert.strictEqual(statSync(join(folder, "plan")).mode & 0o777, 0o600)
      assert.deepStrictEqual(readdirSync(folder), ["plan"])
    }).pipe(Effect.scoped))

  it.live("replaces a link that somebody planted, instead of following it", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder("private")
      writeFileSync(join(folder, "precious"), "precious")
      symlinkSync("precious", join(folder, "plan"))
      assert.isTrue(Result.isSuccess(yield* writeIn(folder, "plan", "new")))
      assert.strictEqual(readFileSync(join(folder, "precious"), "utf8"), "precious")
      assert.strictEqual(readFileSync(join(folder, "plan"), "utf8"), "new")
    }).pipe(Effect.scoped))

  it.live("says which file cannot be written, and leaves nothing behind", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder("private")
      mkdirSync(join(folder, "taken"))
      writeFileSync(join(folder, "taken", "inside"), "")
      for (const file of ["missing/plan", "taken"]) {
        const result = yield* writeIn(folder, file, "new")
        assert.isTrue(Result.isFailure(result))
        if (Result.isSuccess(result)) continue
        assert.strictEqual(result.failure.code, 1)
        assert.include(result.failure.message, `${file} cannot be written`)
      }
      assert.deepStrictEqual(readdirSync(folder), ["taken"])
    }).pipe(Effect.scoped))
})
