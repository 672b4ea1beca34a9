import { NodeServices } from "@effect/platform-node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Logger, Result } from "effect"
import { chmodSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { logToFile } from "../../src/cli/logToFile.ts"
import { eventually } from "../scenarios/support/eventually.ts"
import { textOf } from "../scenarios/support/watching.ts"
import { temporaryFolder } from "../support/servers/temporaryFolder.ts"

const format = Logger.make<unknown, string>(({ message }) => String(message))

const logging = (file: string, work: Effect.Effect<void>) =>
  Effect.provide(work, Layer.provide(Logger.layer([logToFile(file, format)]), NodeServices.layer))

const say = (line: string, file: string) =>
  Effect.andThen(Effect.log(line), eventually(`the file has ${line}`, () => textOf(file).includes(line)))

describe("logToFile", () => {
  it.live("makes a file for its owner alone, appends to one that is there, and leaves that its mode", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder("log")
      const [made, kept] = [join(folder, "made"), join(folder, "kept")]
      writeFileSync(kept, "before\n")
      chmodSync(kept, 0o640)
      for (const file of [made, kept]) yield* logging(file, Effect.log("line"))
      assert.deepStrictEqual([readFileSync(made, "utf8"), readFileSync(kept, "utf8")], ["line\n", "before\nline\n"])
      assert.deepStrictEqual([made, kept].map((file) => statSync(file).mode & 0o777), [0o600, 0o640])
    }))

  it.live("goes on in a new file when the one before was renamed", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder("log")
      const file = join(folder, "watch.log")
      yield* logging(
        file,
        Effect.gen(function*() {
          yield* say("first", file)
          renameSync(file, `${file}.1`)
          yield* say("second", file)
        }),
      )
      assert.deepStrictEqual([readFileSync(`${file}.1`, "utf8"), readFileSync(file, "utf8")], ["first\n", "second\n"])
      assert.strictEqual(statSync(file).mode & 0o777, 0o600)
    }))

  it.live("fails at once where nothing can be written", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder("log")
      for (const file of [folder, join(folder, "missing", "file")]) {
        assert.isTrue(Result.isFailure(yield* Effect.result(logging(file, Effect.void))))
      }
    }))
})
