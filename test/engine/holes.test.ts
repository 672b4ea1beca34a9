import { assert, describe, it } from "@effect/vitest"
import { type Side } from "../../src/domain/Side.ts"
import { type Snapshot } from "../../src/domain/Snapshot.ts"
import { holesIn, withoutHoles } from "../../src/engine/holes.ts"
import { emptyMemory } from "../../src/state/emptyMemory.ts"
import { type Memory } from "../../src/state/StateStore.ts"
import { at, baseline, file, snapshot } from "../support/entries.ts"

const past = baseline({ "a": file(1), "b": file(2) })
const meaning = (...paths: ReadonlyArray<string>) => ({
  ...emptyMemory,
  baseline: past,
  unfinished: [{
    run: "0a1b2c3d",
    started: 0,
    intents: new Map(paths.map((path, number) => [number, { side: "left" as const, path: at(path) }])),
  }],
})
/** The past that is left of a memory in the face of what both sides show. */
const pastOf = (memory: Memory, shown: Readonly<Record<Side, Snapshot>>) =>
  withoutHoles(memory.baseline, holesIn(memory, (side, path) => shown[side].rankOf(path) !== -1))
const both = { "a": file(1), "b": file(2) }

describe("the past", () => {
  it("does not hold where an unfinished run may have emptied the place", () => {
    const found = pastOf(meaning("a", "c"), { left: snapshot({ b: file(2) }), right: snapshot(both) })
    assert.deepStrictEqual([found.size, [...found.keys()]], [1, [at("b")]])
    assert.deepStrictEqual([found.get(at("a")), found.get(at("b"))], [undefined, past.get(at("b"))])
  })

  it("holds where the place is not empty, where both are, and where no such run had anything to do", () => {
    const cases = [
      [meaning("a"), snapshot(both), snapshot({ b: file(2) })],
      [meaning("a"), snapshot({ b: file(2) }), snapshot({ b: file(2) })],
      [meaning("b"), snapshot({ b: file(2) }), snapshot(both)],
      [{ ...emptyMemory, baseline: past }, snapshot({}), snapshot(both)],
    ] as const
    for (const [memory, left, right] of cases) assert.strictEqual(pastOf(memory, { left, right }), past)
  })
})
