import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import {
  closeSync,
  cpSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs"
import { join } from "node:path"
import { temporaryFolder } from "../support/servers/temporaryFolder.ts"
import { checkCopy, type Depth } from "./checkCopy.ts"
import { bytesIn, pathOf, type Tree, writeTree } from "./Tree.ts"

const tree: Tree = { name: "test", files: 30, folders: 4, sizeOf: (index) => index * 1000 }
const large: Tree = { name: "large", files: 1, folders: 1, sizeOf: () => 9 << 20 }

/** What `checkCopy` says of a copy to which that was done. */
const complaintAfter = (damage: (copy: string) => void, of = tree, depth: Depth = "samples") =>
  Effect.gen(function*() {
    const place = yield* temporaryFolder("copy")
    const [source, copy] = [join(place, "source"), join(place, "copy")]
    writeTree(of, source)
    cpSync(source, copy, { recursive: true })
    damage(copy)
    return checkCopy(source, copy, depth)
  }).pipe(Effect.scoped)

const overwrite = (path: string, position: number) => {
  const file = openSync(path, "r+")
  writeSync(file, "damage", position)
  closeSync(file)
}

describe("checkCopy", () => {
  it.live("has nothing to say about a true copy", () =>
    Effect.gen(function*() {
      assert.isUndefined(yield* complaintAfter(() => {}))
      assert.isUndefined(yield* complaintAfter(() => {}, large))
    }))

  it.live("notices that there is no copy", () =>
    Effect.gen(function*() {
      const complaint = yield* complaintAfter((copy) => rmSync(copy, { recursive: true }))
      assert.strictEqual(complaint, "nothing arrived")
    }))

  it.live("misses a file, and finds one too many", () =>
    Effect.gen(function*() {
      assert.include(yield* complaintAfter((copy) => rmSync(join(copy, pathOf(tree, 7)))), "29 files")
      assert.include(yield* complaintAfter((copy) => writeFileSync(join(copy, ".rest.part"), "")), "31 files")
    }))

  it.live("notices another name, another size, other contents", () =>
    Effect.gen(function*() {
      const path = pathOf(tree, 7)
      assert.include(yield* complaintAfter((copy) => renameSync(join(copy, path), join(copy, `${path}x`))), path)
      assert.include(yield* complaintAfter((copy) => truncateSync(join(copy, path), 6999)), "size")
      assert.include(yield* complaintAfter((copy) => overwrite(join(copy, path), 0)), "contents")
    }))

  it.live("looks at the end of a large file, too", () =>
    Effect.gen(function*() {
      const last = bytesIn(large) - 6
      assert.include(yield* complaintAfter((copy) => overwrite(join(copy, pathOf(large, 0)), last), large), "contents")
    }))

  it.live("looks at every byte if asked to", () =>
    Effect.gen(function*() {
      const damage = (copy: string) => overwrite(join(copy, pathOf(large, 0)), 2 << 20)
      assert.isUndefined(yield* complaintAfter(damage, large))
      assert.include(yield* complaintAfter(damage, large, "all"), "contents")
      assert.isUndefined(yield* complaintAfter(() => {}, large, "all"))
    }))
})

describe("writeTree", () => {
  it.live("makes the same tree twice, times included", () =>
    Effect.gen(function*() {
      const place = yield* temporaryFolder("tree")
      for (const name of ["a", "b"]) writeTree(tree, join(place, name))
      assert.isUndefined(checkCopy(join(place, "a"), join(place, "b"), "samples"))
      const timeOf = (path: string) => statSync(join(place, path)).mtimeMs
      assert.strictEqual(timeOf("a"), timeOf("b"))
      assert.strictEqual(timeOf(join("a", pathOf(tree, 9))), timeOf(join("b", pathOf(tree, 9))))
      assert.notStrictEqual(timeOf(join("a", pathOf(tree, 9))), timeOf(join("a", pathOf(tree, 10))))
    }).pipe(Effect.scoped))
})
