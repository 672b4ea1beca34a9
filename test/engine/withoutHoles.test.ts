import { assert, describe, it } from "@effect/vitest"
import { withoutHoles } from "../../src/engine/withoutHoles.ts"
import { emptyMemory } from "../../src/state/emptyMemory.ts"
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
const both = { "a": file(1), "b": file(2) }

describe("the past", () => {
  it("does not hold where an unfinished run may have emptied the place", () => {
    const found = withoutHoles(meaning("a", "c"), { left: snapshot({ b: file(2) }), right: snapshot(both) })
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
    for (const [memory, left, right] of cases) assert.strictEqual(withoutHoles(memory, { left, right }), past)
  })
})
