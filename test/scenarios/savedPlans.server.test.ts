import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { sshd } from "../support/servers/sshd.ts"
import { sharedServer } from "../support/sharedServer.ts"
import { contentsOf, readTree, writeTree } from "./support/tree.ts"
import { workspace } from "./support/workspace.ts"

const server = sharedServer(sshd())
const roomy = { deletes: { count: 9, percent: 100 } }

/** In step with a server once; then a file was added, one changed, one deleted, and the plan of that is saved. */
const saved = Effect.gen(function*() {
  const place = yield* workspace
  const { folder, ...office } = yield* server
  const source = place.makeFolder("in")
  const target = join(folder, place.name)
  mkdirSync(target)
  const pair = { mode: "mirror", source: "./in", target: `office:${place.name}`, limits: roomy }
  const declare = (changes: object, name = "scenario") =>
    place.declare({ name, remotes: { office }, pairs: { docs: { ...pair, ...changes } } })
  declare({})
  writeTree(source, { "changed.txt": "1", "deleted.txt": "2", "same.txt": "3" })
  const first = yield* place.run("apply", "-y")
  assert.strictEqual(first.exitCode, 0, first.stderr)
  writeTree(source, { "added.txt": "4", "changed.txt": "changed" })
  rmSync(join(source, "deleted.txt"))
  const planned = yield* place.run("plan", "--out", "docs.syncplan")
  assert.strictEqual(planned.exitCode, 0, planned.stderr)
  const held = () => contentsOf(readTree(target))
  const file = join(place.folder, "docs.syncplan")
  return { ...place, declare, source, target, planned, file, held, before: held() }
})

describe("a saved plan", () => {
  it.live("of a first run makes the folder on the server that does not exist yet", () =>
    Effect.gen(function*() {
      const place = yield* workspace
      const { folder, ...office } = yield* server
      const source = place.makeFolder("in")
      writeTree(source, { "a.txt": "a", "sub/b.txt": "b" })
      const target = `office:deep/${place.name}`
      place.declare({ remotes: { office }, pairs: { docs: { mode: "mirror", source: "./in", target } } })
      assert.strictEqual((yield* place.run("plan", "--out", "first.syncplan")).exitCode, 0)
      const { exitCode, stderr } = yield* place.run("apply", "first.syncplan")
      assert.strictEqual(exitCode, 0, stderr)
      assert.deepStrictEqual(contentsOf(readTree(join(folder, "deep", place.name))), contentsOf(readTree(source)))
    }).pipe(Effect.scoped))

  it.live("is its owner's alone, is carried out once, and is stale from then on", () =>
    Effect.gen(function*() {
      const { file, held, planned, run, source } = yield* saved
      assert.strictEqual(statSync(file).mode & 0o777, 0o600)
      const { digest } = JSON.parse(readFileSync(file, "utf8"))
      assert.include(planned.stderr, `Saved the plan to docs.syncplan (${digest}).`)
      const applied = yield* run("apply", "docs.syncplan", "--expect-digest", digest)
      assert.strictEqual(applied.exitCode, 0, applied.stderr)
      assert.match(applied.stdout, /^Apply complete! 1 added, 1 changed, 0 moved, 1 deleted, 0 failed/mu)
      assert.deepStrictEqual(held(), contentsOf(readTree(source)))
      const again = yield* run("apply", "docs.syncplan")
      assert.strictEqual(again.exitCode, 6)
      for (const path of ["added.txt", "changed.txt", "deleted.txt"]) assert.include(again.stderr, `target ${path}: `)
    }).pipe(Effect.scoped))

  it.live("is refused as a whole when one of its paths changed on either side, and can still be shown", () =>
    Effect.gen(function*() {
      const { before, held, planned, run, source, target } = yield* saved
      writeFileSync(join(source, "added.txt"), "changed since")
      const onSource = yield* run("apply", "docs.syncplan")
      assert.strictEqual(onSource.exitCode, 6)
      assert.include(onSource.stderr, "source added.txt: planned file, 1 B, now file, 13 B")
      assert.deepStrictEqual(held(), before)

      writeFileSync(join(target, "changed.txt"), "edited there")
      const edited = held()
      const onBoth = yield* run("apply", "docs.syncplan")
      assert.strictEqual(onBoth.exitCode, 6)
      assert.include(onBoth.stderr, "2 paths changed since it was made.")
      assert.include(onBoth.stderr, "target changed.txt: planned file, 1 B, now file, 12 B")
      assert.deepStrictEqual(held(), edited)

      const shown = yield* run("show", "docs.syncplan")
      assert.strictEqual(shown.exitCode, 0)
      assert.strictEqual(shown.stdout, planned.stdout)
    }).pipe(Effect.scoped))

  it.live("is carried out but for what is stale, when that is asked for", () =>
    Effect.gen(function*() {
      const { held, run, target } = yield* saved
      writeFileSync(join(target, "changed.txt"), "edited there")
      const edited = held()["changed.txt"]
      const { exitCode, stderr, stdout } = yield* run("apply", "docs.syncplan", "--on-stale", "skip")
      assert.strictEqual(exitCode, 3, stderr)
      assert.include(stderr, "target changed.txt: planned file, 1 B, now file, 12 B")
      assert.include(stdout, "stale ~ changed.txt")
      assert.match(stdout, /^Apply incomplete: 1 added, 0 changed, 0 moved, [01] deleted, 0 failed, 1 stale/mu)
      assert.strictEqual(held()["changed.txt"], edited)
      assert.include(Object.keys(held()), "added.txt")
    }).pipe(Effect.scoped))

  it.live("is refused when it was touched, is another one than reviewed, or its pair is another one by now", () =>
    Effect.gen(function*() {
      const { before, declare, file, folder, held, run } = yield* saved
      const text = readFileSync(file, "utf8")
      writeFileSync(join(folder, "touched"), text.replaceAll("deleted.txt", "same.txt"))
      const touched = yield* run("apply", "touched")
      assert.strictEqual(touched.exitCode, 1)
      assert.include(touched.stderr, "its digest does not fit: it was cut short or changed after it was saved")

      const other = yield* run("apply", "docs.syncplan", "--expect-digest", `sha256:${"0".repeat(64)}`)
      assert.strictEqual(other.exitCode, 6)
      assert.include(other.stderr, "Nothing was changed.")

      declare({ filters: [{ exclude: "*.log" }] })
      const filtered = yield* run("apply", "docs.syncplan")
      assert.strictEqual(filtered.exitCode, 6)
      assert.include(filtered.stderr, "the roots, mode, filters or comparison of pair \"docs\" changed since")

      declare({}, "another")
      const foreign = yield* run("apply", "docs.syncplan")
      assert.strictEqual(foreign.exitCode, 6)
      assert.include(foreign.stderr, `it was made for "scenario", and this syncfile is "another"`)
      assert.deepStrictEqual(held(), before)
    }).pipe(Effect.scoped))
})
