import { assert, describe, it } from "@effect/vitest"
import { type Entry } from "../../src/domain/Entry.ts"
import { type RelPath } from "../../src/domain/RelPath.ts"
import { otherSide, type Side } from "../../src/domain/Side.ts"
import { Snapshot } from "../../src/domain/Snapshot.ts"
import { type Desire } from "../../src/plan/desire.ts"
import { fitParents } from "../../src/plan/fitParents.ts"
import { madeOn, removedFrom, type Wish } from "../../src/plan/Wish.ts"
import { at, directory, file, snapshot } from "../support/entries.ts"

const take: Desire = { _tag: "Take", from: "left" }
const leave: Desire = { _tag: "Leave" }
const wish = (path: string, left: Entry | undefined, right: Entry | undefined, desire: Desire): Wish => ({
  path: at(path),
  seen: { left, right, agreed: undefined },
  desire,
})

describe("a wish removes", () => {
  it.each<readonly [string, Wish, Side | undefined]>([
    ["what the source does not have", wish("a", undefined, file(1), take), "right"],
    ["what is of another kind on the source", wish("a", file(1), directory, take), "right"],
    ["nothing of what is only replaced", wish("a", file(1), file(2), take), undefined],
    ["nothing where nothing is", wish("a", file(1), undefined, take), undefined],
    ["nothing of what is left", wish("a", undefined, file(1), leave), undefined],
    ["nothing of what clashes", wish("a", file(1), directory, { _tag: "Clash", reason: "" }), undefined],
  ])("%s", (_what, each, expected) => assert.strictEqual(removedFrom(each), expected))
})

describe("a directory of the target", () => {
  const onTarget = (wishes: ReadonlyArray<Wish>, right: Snapshot) => (path: RelPath) =>
    fitParents(wishes, { left: snapshot({}), right }).stays("right", path)
  const target = snapshot({ d: directory, "d/e": directory, "d/e/f": file(1), "d/g": file(1) })
  const all = target.paths.map((path) => wish(path, undefined, target.get(path), take))

  it("goes when everything in it goes", () => {
    assert.isFalse(onTarget(all, target)(at("d")))
    assert.isFalse(onTarget(all, target)(at("d/e")))
  })

  it("stays when something far below it stays", () => {
    const stays = onTarget(all.filter(({ path }) => path !== "d/e/f"), target)
    assert.isTrue(stays(at("d")) && stays(at("d/e")))
    assert.isFalse(onTarget(all.filter(({ path }) => path !== "d/g"), target)(at("d/e")))
  })

  it("stays when it holds something that the filters keep out", () => {
    const sighted = target.paths.map((path) => ({ path, entry: target.get(path)!, scope: "in" as const }))
    const occupied = Snapshot.of(sighted, [], [], new Set([at("d/e")]))
    const stays = onTarget(all, occupied)
    assert.isTrue(stays(at("d")) && stays(at("d/e")))
  })
})

describe("a folder that was deleted on one side", () => {
  const old = { path: at("d"), agreed: { left: directory, right: directory } }
  const gone = (seen: Partial<Record<Side, Entry>>, desire: Desire): Wish => ({
    path: old.path,
    seen: { left: undefined, right: undefined, agreed: old.agreed, ...seen },
    desire,
  })
  const fitted = (side: Side, inside: ReadonlyArray<Wish>, onSide: Readonly<Record<string, Entry>>) => {
    const other = otherSide(side)
    const wishes = [gone({ [side]: directory }, { _tag: "Take", from: other }), ...inside]
    const shown = { [side]: snapshot({ d: directory, ...onSide }), [other]: snapshot({}) } as Record<Side, Snapshot>
    return fitParents(wishes, shown)
  }
  const inside = (side: Side, path: string, desire: Desire): Wish => ({
    path: at(path),
    seen: { left: undefined, right: undefined, agreed: undefined, [side]: file(1) },
    desire,
  })

  it.each(["left", "right"] as const)("comes back for what is new in it on the %s, and for that alone", (side) => {
    const other = otherSide(side)
    const [folder, kept, dropped] = fitted(side, [
      inside(side, "d/new", { _tag: "Take", from: side }),
      inside(side, "d/old", { _tag: "Take", from: other }),
    ], { "d/new": file(1), "d/old": file(1) }).wishes
    assert.strictEqual(folder && madeOn(folder), other)
    assert.strictEqual(kept && madeOn(kept), other)
    assert.strictEqual(dropped && removedFrom(dropped), side)
  })

  it.each(["left", "right"] as const)("comes back for a copy that a conflict leaves in it on the %s", (side) => {
    const copy = inside(side, "d/f", { _tag: "Take", from: otherSide(side), keepsCopy: true })
    const { stays, wishes: [folder] } = fitted(side, [copy], { "d/f": file(1) })
    assert.isTrue(stays(side, at("d")))
    assert.strictEqual(folder && madeOn(folder), otherSide(side))
    assert.isUndefined(removedFrom(copy))
  })

  it.each<readonly [string, Desire]>([["is held back", { _tag: "Clash", reason: "" }], ["nobody may touch", leave]])(
    "stays where it is, and does not come back, for what %s in it",
    (_what, desire) => {
      const { stays, wishes: [folder] } = fitted("right", [inside("right", "d/f", desire)], { "d/f": file(1) })
      assert.isTrue(stays("right", at("d")))
      assert.strictEqual(folder && removedFrom(folder), "right")
    },
  )

  it("does not come back for what waits below a conflict in it", () => {
    const held: Wish = {
      ...inside("right", "d/f", { _tag: "Clash", reason: "" }),
      seen: { left: undefined, right: directory, agreed: undefined },
    }
    const { wishes: [folder] } = fitted("right", [held, inside("right", "d/f/new", { _tag: "Take", from: "right" })], {
      "d/f": directory,
      "d/f/new": file(1),
    })
    assert.strictEqual(folder && removedFrom(folder), "right")
  })

  it("goes when all in it goes", () => {
    const dropped = inside("left", "d/f", { _tag: "Take", from: "right" })
    assert.isFalse(fitted("left", [dropped], { "d/f": file(1) }).stays("left", at("d")))
  })
})

describe("a directory that is only passed through", () => {
  const through = wish("t", directory, undefined, leave)
  const wishesFor = (...inside: ReadonlyArray<Wish>) =>
    fitParents([through, ...inside], { left: snapshot({}), right: snapshot({}) }).wishes.map(({ path, desire }) =>
      `${desire._tag} ${path}`
    )

  it("is made when something below it is wanted", () => {
    assert.deepStrictEqual(wishesFor(wish("t/f", file(1), undefined, take)), ["Take t", "Take t/f"])
  })

  it("is made along the whole way", () => {
    const inside = [wish("t/t", directory, undefined, leave), wish("t/t/f", file(1), undefined, take)]
    assert.deepStrictEqual(wishesFor(...inside), ["Take t", "Take t/t", "Take t/t/f"])
  })

  it("is not made for what goes or is left", () => {
    assert.deepStrictEqual(wishesFor(wish("t/f", undefined, file(1), take)), ["Leave t", "Take t/f"])
    assert.deepStrictEqual(wishesFor(wish("t/f", file(1), undefined, leave)), ["Leave t", "Leave t/f"])
  })

  it("is not made where something has its name already", () => {
    const there = wish("t", directory, file(1), leave)
    const { wishes } = fitParents([there, wish("t/f", file(1), undefined, take)], {
      left: snapshot({ t: directory, "t/f": file(1) }),
      right: snapshot({ t: file(1) }),
    })
    const [first] = wishes
    assert.deepStrictEqual(first, there)
  })
})
