import { assert, describe, it } from "@effect/vitest"
import { changeOf, changesOf } from "../../src/report/Change.ts"
import {
  addFile,
  addFolder,
  at,
  changeFile,
  decided,
  file,
  folder,
  moveFile,
  moveFolder,
  remove,
  stepAside,
} from "./samples.ts"

const plain = { inside: 0, like: undefined, isCopy: false, because: undefined }

describe("changesOf", () => {
  it("takes the two steps of a change of kind as one", () =>
    assert.deepStrictEqual(changesOf([remove("a", folder), addFile("b", 1), addFile("a", 7)]), [
      {
        kind: "replace",
        side: "right",
        path: at("a"),
        before: folder,
        after: file(7),
        from: at("a"),
        bytes: 7,
        ...plain,
      },
      {
        kind: "add",
        side: "right",
        path: at("b"),
        before: undefined,
        after: file(1),
        from: at("b"),
        bytes: 1,
        ...plain,
      },
    ]))

  it("keeps steps on different sides apart", () =>
    assert.deepStrictEqual(
      changesOf([{ ...remove("a", folder), side: "left" }, addFile("a", 7)]).map(({ kind }) => kind),
      ["delete", "add"],
    ))

  it("loses no step, even of a plan that should not be", () =>
    assert.deepStrictEqual(
      changesOf([remove("a", folder), addFile("a", 7), addFile("a", 8)]).map(({ kind, bytes }) => [kind, bytes]),
      [["replace", 7], ["add", 8]],
    ))

  it("keeps what is only added, changed or deleted as it is", () =>
    assert.deepStrictEqual(
      changesOf([addFolder("d"), changeFile("d/f", 1, 2), remove("old")]).map(({ kind, bytes }) => [kind, bytes]),
      [["add", 0], ["change", 2], ["delete", 0]],
    ))

  it("keeps a move to a path that was deleted before it as two changes", () =>
    assert.deepStrictEqual(
      changesOf([remove("a", folder), moveFile("b", "a")]).map(({ kind, from }) => [kind, from]),
      [["delete", undefined], ["move", at("b")]],
    ))

  it("remembers for a change of kind which conflict it decides, whichever step says so", () => {
    const because = "it was a folder on the left, a file on the right: the right counts"
    assert.deepStrictEqual(changesOf([decided(remove("a", folder), because), addFile("a", 7)]), [
      { ...changesOf([remove("a", folder), addFile("a", 7)])[0]!, because },
    ])
  })
})

describe("changeOf", () => {
  it("calls a step that puts one kind in the place of another a replacement, because it deletes", () => {
    const transfer = addFile("a", 7)
    assert.strictEqual(changeOf({ ...transfer, expected: folder }).kind, "replace")
  })

  it("counts what a moved folder takes along, and tells a move from a copy that steps aside", () => {
    assert.deepInclude(changeOf(moveFolder("old", "new", 3)), {
      kind: "move",
      path: at("new"),
      from: at("old"),
      after: folder,
      bytes: 0,
      inside: 3,
      isCopy: false,
    })
    assert.deepInclude(changeOf(moveFile("old", "new")), { inside: 0, isCopy: false })
    assert.deepInclude(changeOf(stepAside("old", "new")), { kind: "move", inside: 0, isCopy: true })
  })
})
