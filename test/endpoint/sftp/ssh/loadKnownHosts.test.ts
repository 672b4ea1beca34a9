import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { chmod, mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { loadKnownHosts } from "../../../../src/endpoint/sftp/ssh/loadKnownHosts.ts"
import { temporaryFolder } from "../../../support/servers/temporaryFolder.ts"
import { ed25519, written } from "./sampleKeys.ts"

const folderWith = Effect.fnUntraced(function*(files: Readonly<Record<string, string>>) {
  const folder = yield* temporaryFolder("kh")
  for (const [name, text] of Object.entries(files)) {
    yield* Effect.promise(() => writeFile(join(folder, name), text, { mode: 0o600 }))
  }
  return folder
})

describe("loadKnownHosts", () => {
  it.effect("reads files in their order, and says where each line is", () =>
    Effect.gen(function*() {
      const folder = yield* folderWith({ a: `one ${written(ed25519)}\n`, b: `\ntwo ${written(ed25519)}\n` })
      const lines = yield* loadKnownHosts("office", [join(folder, "b"), join(folder, "a")])
      assert.deepStrictEqual(lines.map((line) => line.at), [join(folder, "b:2"), join(folder, "a:1")])
    }))

  it.effect("takes a file that does not exist for an empty one", () =>
    Effect.gen(function*() {
      const folder = yield* folderWith({})
      assert.isEmpty(yield* loadKnownHosts("office", [join(folder, "none"), join(folder, "none", "none")]))
    }))

  it.effect("trusts nothing when a file cannot be read, since it might revoke a key", () =>
    Effect.gen(function*() {
      const folder = yield* folderWith({ a: `one ${written(ed25519)}\n` })
      yield* Effect.promise(() => mkdir(join(folder, "folder")))
      const error = yield* Effect.flip(loadKnownHosts("office", [join(folder, "a"), join(folder, "folder")]))
      assert.match(error.message, /^office: cannot connect: .*folder is not a file/u)
    }))

  it.effect("trusts nothing when others may change a file", () =>
    Effect.gen(function*() {
      const folder = yield* folderWith({ a: `one ${written(ed25519)}\n` })
      yield* Effect.promise(() => chmod(join(folder, "a"), 0o602))
      const error = yield* Effect.flip(loadKnownHosts("office", [join(folder, "a")]))
      assert.match(error.message, /can be changed by other users/u)
    }))
})
