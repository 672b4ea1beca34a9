/** Which file of its side a new one may be copied from. */
import { assert, describe, it } from "@effect/vitest"
import { type File } from "../../src/domain/Entry.ts"
import { makePlan } from "../../src/plan/makePlan.ts"
import { at, baseline, evidence, pairOf, snapshot } from "../support/entries.ts"

const large = 2_000_000

const fileOf = (size: number, modified: number, digest?: string): File => ({
  _tag: "File",
  size,
  modified: modified * 1000,
  ...(digest === undefined ? {} : { digest }),
})

const known = { a: fileOf(large, 1, "one"), b: fileOf(large + 1, 1, "two"), c: fileOf(large + 1, 2, "three") }

/** What new files are planned to be like, where the target holds `known`, or something else instead of it. */
const likes = (
  fresh: Readonly<Record<string, File>>,
  { held = known, copies = true, mode = "mirror" as const } = {},
) => {
  const before = Object.fromEntries(Object.entries(known).map(([path, { digest: _, ...file }]) => [path, file]))
  const now = Object.fromEntries(Object.entries(held).map(([path, { digest: _, ...file }]) => [path, file]))
  const { actions } = makePlan(
    pairOf({ mode }),
    evidence({
      left: snapshot({ ...before, ...fresh }),
      right: snapshot(now),
      baseline: baseline(known),
      copies: { left: false, right: copies },
    }),
  )
  return Object.fromEntries(
    actions.flatMap((action) =>
      action._tag === "Transfer" && action.path in fresh
        ? [[action.path, action.like === undefined ? undefined : String(action.like.path)]]
        : []
    ),
  )
}

describe("a new file", () => {
  it("may be copied from one of its size that is as it was when it was in step", () =>
    assert.deepStrictEqual(likes({ new: fileOf(large, 9) }), { new: "a" }))

  it("is sent where no file has its size, or where it is small", () =>
    assert.deepStrictEqual(likes({ new: fileOf(large + 5, 9), tiny: fileOf(1, 9) }), {
      new: undefined,
      tiny: undefined,
    }))

  it("is sent where files of its size have several contents", () =>
    assert.deepStrictEqual(likes({ new: fileOf(large + 1, 9) }), { new: undefined }))

  it("is sent where the file of its size changed on the target", () =>
    assert.deepStrictEqual(likes({ new: fileOf(large, 9) }, { held: { ...known, a: fileOf(large, 77, "one") } }), {
      new: undefined,
    }))

  it("is sent where the target does not copy", () =>
    assert.deepStrictEqual(likes({ new: fileOf(large, 9) }, { copies: false }), { new: undefined }))

  it("is not copied from a file that the same plan replaces", () =>
    assert.deepStrictEqual(likes({ a: fileOf(large, 8), new: fileOf(large, 9) })["new"], undefined))

  it("takes along what its like must be", () => {
    const { actions } = makePlan(
      pairOf(),
      evidence({
        left: snapshot({ a: fileOf(large, 1), new: fileOf(large, 9) }),
        right: snapshot({ a: fileOf(large, 1) }),
        baseline: baseline({ a: known.a }),
        copies: { left: false, right: true },
      }),
    )
    const like = actions.map((action) => action._tag === "Transfer" ? action.like : undefined)
    assert.deepStrictEqual(like, [{ path: at("a"), file: known.a }])
  })
})
