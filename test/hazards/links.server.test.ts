/** Links and metadata on a server: what is asked for, seen from the server itself. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { readFileSync, rmSync, statSync } from "node:fs"
import { join } from "node:path"
import { writeTree } from "../scenarios/support/tree.ts"
import { tappedSshd } from "../support/servers/tappedSshd.ts"
import { sharedServer } from "../support/sharedServer.ts"
import { mirrorWith } from "./support/mirrorWith.ts"

const server = sharedServer(tappedSshd())

describe("on a server", () => {
  it.live("E06 a part is created for its owner alone and exclusively, and has its mode before it has its name", () =>
    Effect.gen(function*() {
      const tapped = yield* server
      const { applied, here, name } = yield* mirrorWith(tapped, "up")
      const target = join(tapped.folder, name)
      writeTree(target, { "secret": { content: "old", mode: 0o600 } })
      writeTree(here, { "secret": { content: "old", mode: 0o644 } })
      yield* applied
      writeTree(here, { "secret": { content: "the new one", mode: 0o644 }, "open": { content: "open", mode: 0o666 } })
      yield* tapped.arm()
      yield* applied
      assert.strictEqual(statSync(join(target, "secret")).mode & 0o7777, 0o600)
      assert.strictEqual(statSync(join(target, "open")).mode & 0o7777, 0o644)
      const requests = yield* tapped.requests
      const parts = requests.filter(({ path, type }) => type === "OPEN" && path?.endsWith(".part") === true)
      assert.strictEqual(parts.length, 2)
      for (const { flags, path } of parts) {
        assert.strictEqual(flags, 0x02 | 0x08 | 0x20) // WRITE, CREAT, EXCL
        const steps = requests.filter((request) => request.path === path).map(({ type }) => type)
        assert.isBelow(steps.indexOf("FSETSTAT"), steps.findIndex((type) => type.toLowerCase().includes("rename")))
      }
    }).pipe(Effect.scoped))

  it.live("E07 nothing is changed through a link, and attributes are set through open files only", () =>
    Effect.gen(function*() {
      const tapped = yield* server
      const { apply, applied, here, name } = yield* mirrorWith(tapped, "up")
      const target = join(tapped.folder, name)
      writeTree(join(tapped.folder, `${name}-outside`), {
        "file": { content: "outside", mode: 0o600, seconds: 1_500_000_000 },
      })
      writeTree(here, { "file": "old", "d/file": "old" })
      yield* tapped.arm()
      yield* applied
      rmSync(target, { recursive: true })
      writeTree(target, { "file": { link: `../${name}-outside/file` }, "d": { link: `../${name}-outside` } })
      writeTree(here, {
        "file": { content: "the new one", mode: 0o755 },
        "d/file": { content: "the new one", mode: 0o755 },
      })
      yield* apply
      const outside = join(tapped.folder, `${name}-outside/file`)
      assert.strictEqual(readFileSync(outside, "utf8"), "outside")
      assert.strictEqual(statSync(outside).mode & 0o777, 0o600)
      assert.strictEqual(statSync(outside).mtimeMs, 1_500_000_000_000)
      const types = new Set((yield* tapped.requests).map(({ type }) => type))
      assert.isTrue(types.has("FSETSTAT"))
      assert.isFalse(types.has("SETSTAT") || types.has("lsetstat@openssh.com"))
    }).pipe(Effect.scoped))

  it.live.each(["skip", "follow"] as const)(
    "F10 no link is ever made, whatever the source holds: %s",
    (symlinks) =>
      Effect.gen(function*() {
        const tapped = yield* server
        const { apply, here, name } = yield* mirrorWith(tapped, "up", { symlinks })
        writeTree(here, { "real": "real", "d/inside": "inside", "link": { link: "real" }, "folder": { link: "d" } })
        yield* tapped.arm()
        yield* apply
        assert.strictEqual(readFileSync(join(tapped.folder, name, "real"), "utf8"), "real")
        const made = (yield* tapped.requests).filter(({ type }) => type === "SYMLINK" || type.startsWith("hardlink"))
        assert.deepStrictEqual(made, [])
      }).pipe(Effect.scoped),
  )
})
