import { assert, describe, it } from "@effect/vitest"
import { type Entry } from "../../src/domain/Entry.ts"
import { Snapshot } from "../../src/domain/Snapshot.ts"
import { type Desire } from "../../src/plan/desire.ts"
import { fitParents } from "../../src/plan/fitParents.ts"
import { removes, type Wish } from "../../src/plan/Wish.ts"
import { at, directory, file, snapshot } from "../support/entries.ts"

const take: Desire = { _tag: "Take", from: "left" }
const leave: Desire = { _tag: "Leave" }
const wish = (path: string, left: Entry | undefined, right: Entry | undefined, desire: Desire): Wish => ({
  path: at(path),
  seen: { left, right, agreed: undefined },
  desire,
})

describe("removes", () => {
  it.each<readonly [string, Wish, boolean]>([
    ["what the source does not have", wish("a", undefined, file(1), take), true],
    ["what is of another kind on the source", wish("a", file(1), directory, take), true],
    ["nothing of what is only replaced", wish("a", file(1), file(2), take), false],
    ["nothing where nothing is", wish("a", file(1), undefined, take), false],
    ["nothing of what is left", wish("a", undefined, file(1), leave), false],
    ["nothing of what clashes", wish("a", file(1), directory, { _tag: "Clash", reason: "" }), false],
  ])("%s", (_what, each, expected) => assert.strictEqual(removes(each), expected))
})

describe("a directory of the target", () => {
  const target = snapshot({ d: directory, "d/e": directory, "d/e/f": file(1), "d/g": file(1) })
  const all = target.paths.map((path) => wish(path, undefined, target.get(path), take))

  it("goes when everything in it goes", () => {
    assert.isFalse(fitParents(all, target).stays(at("d")))
    assert.isFalse(fitParents(all, target).stays(at("d/e")))
  })

  it("stays when something far below it stays", () => {
    const { stays } = fitParents(all.filter(({ path }) => path !== "d/e/f"), target)
    assert.isTrue(stays(at("d")) && stays(at("d/e")))
    assert.isFalse(fitParents(all.filter(({ path }) => path !== "d/g"), target).stays(at("d/e")))
  })

  it("stays when it holds something that the filters keep out", () => {
    const sighted = target.paths.map((path) => ({ path, entry: target.get(path)!, scope: "in" as const }))
    const occupied = new Snapshot(sighted, [], [], new Set([at("d/e")]))
    const { stays } = fitParents(all, occupied)
    assert.isTrue(stays(at("d")) && stays(at("d/e")))
  })
})

describe("a directory that is only passed through", () => {
  const through = wish("t", directory, undefined, leave)
  const wishesFor = (...inside: ReadonlyArray<Wish>) =>
    fitParents([through, ...inside], snapshot({})).wishes.map(({ path, desire }) => `${desire._tag} ${path}`)

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
    const [first] = fitParents([there, wish("t/f", file(1), undefined, take)], snapshot({ t: file(1) })).wishes
    assert.deepStrictEqual(first, there)
  })
})
