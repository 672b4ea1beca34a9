import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import {
  type Folder,
  keyOfFolder,
  keysAround,
  type Ordered,
  overlapsIn,
  relationOf,
} from "../../src/syncfile/Folder.ts"

const here = (path: string): Folder => ({ machine: "", path })

describe("relationOf", () => {
  it.each([
    ["/a", "/a", "is"],
    ["/a/b", "/a", "lies inside"],
    ["/a", "/a/b", "holds"],
    ["/a", "/ab", undefined],
    ["a", "", "lies inside"],
    ["a", "/", "lies inside"],
    ["/a", "", undefined],
    ["/", "", "holds"],
    ["a", "/a", undefined],
  ])("of %j to %j is %s", (folder, other, relation) => {
    assert.strictEqual(relationOf(here(folder), here(other)), relation)
  })

  it("is none between machines", () => {
    assert.isUndefined(relationOf(here("/a"), { machine: "office", path: "/a" }))
  })
})

const Name = Schema.Literals(["a", "b", "a-b"])
const Path = Schema.Struct({
  machine: Schema.Literals(["", "office"]),
  start: Schema.Literals(["", "/"]),
  names: Schema.Array(Name).check(Schema.isMaxLength(4)),
})
const folderOf = ({ machine, names, start }: typeof Path.Type): Folder => ({
  machine,
  path: `${start}${names.join("/")}`,
})

describe("keysAround", () => {
  it.prop("names what holds a folder, and nothing else", [Path, Path], ([one, other]) => {
    const relation = relationOf(folderOf(one), folderOf(other))
    const isAround = keysAround(folderOf(one)).includes(keyOfFolder(folderOf(other)))
    return isAround === (relation === "is" || relation === "lies inside")
  }, { arbitrary: { runs: 5000, size: 20 } })
})

describe("overlapsIn", () => {
  const absolute = Schema.Array(Path)

  it.prop("finds every folder that overlaps with another one, and says how", [absolute], ([paths]) => {
    const folders = paths.map(({ machine, names }, order): Ordered => ({
      machine,
      path: `/${["x", ...names].join("/")}`,
      order,
    }))
    const overlaps = overlapsIn(folders)
    const told = new Set(overlaps.flatMap(({ first, second }) => [first, second]))
    for (const { first, relation, second } of overlaps) {
      assert.isBelow(first.order, second.order)
      assert.strictEqual(relationOf(second, first), relation)
    }
    return folders.every((folder) =>
      told.has(folder) === folders.some((other) => other !== folder && relationOf(folder, other) !== undefined)
    )
  }, { arbitrary: { runs: 2000, size: 12 } })
})
