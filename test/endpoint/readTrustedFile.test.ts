import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { execFileSync } from "node:child_process"
import { chmod, chown, symlink, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { geteuid } from "node:process"
import { readTrustedFile } from "../../src/endpoint/readTrustedFile.ts"
import { temporaryFolder } from "../support/servers/temporaryFolder.ts"

const fileWith = Effect.fnUntraced(function*(mode: number, text = "some text\n") {
  const file = join(yield* temporaryFolder("trusted"), "file")
  yield* Effect.promise(async () => {
    await writeFile(file, text)
    await chmod(file, mode)
  })
  return file
})

const objectionTo = (file: string) => Effect.flip(readTrustedFile(file))

describe("readTrustedFile", () => {
  for (const mode of [0o600, 0o400, 0o644, 0o755]) {
    it.effect(`reads a file of mode ${mode.toString(8)}`, () =>
      Effect.gen(function*() {
        assert.deepStrictEqual(yield* readTrustedFile(yield* fileWith(mode)), {
          text: "some text\n",
          isOurs: true,
          mode,
        })
      }))
  }

  for (const mode of [0o602, 0o666, 0o777]) {
    it.effect(`refuses a file of mode ${mode.toString(8)}, and says how to mend it`, () =>
      Effect.gen(function*() {
        const error = yield* objectionTo(yield* fileWith(mode))
        assert.strictEqual(error.why, "unsafe")
        assert.match(error.message, /can be changed by other users: run chmod go-w/u)
      }))
  }

  it.effect("follows a link to a file", () =>
    Effect.gen(function*() {
      const file = yield* fileWith(0o600)
      yield* Effect.promise(() => symlink(file, `${file}.link`))
      assert.strictEqual((yield* readTrustedFile(`${file}.link`)).text, "some text\n")
    }))

  it.effect("tells a file that is not there from one that is none", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder("trusted")
      assert.strictEqual((yield* objectionTo(join(folder, "none"))).why, "absent")
      assert.strictEqual((yield* objectionTo(folder)).why, "unsafe")
    }))

  it.live("does not wait for a pipe that nobody writes to", () =>
    Effect.gen(function*() {
      const pipe = join(yield* temporaryFolder("trusted"), "pipe")
      execFileSync("mkfifo", [pipe])
      assert.match((yield* objectionTo(pipe)).message, /is not a file/u)
    }))

  it.effect.skipIf(geteuid?.() !== 0)("lets the owner's own group write, and no other", () =>
    Effect.gen(function*() {
      const file = yield* fileWith(0o664)
      yield* Effect.promise(() => chown(file, 47_012, 47_012))
      assert.isFalse((yield* readTrustedFile(file)).isOurs)
      yield* Effect.promise(() => chown(file, 47_012, 47_013))
      assert.strictEqual((yield* objectionTo(file)).why, "unsafe")
    }))
})
