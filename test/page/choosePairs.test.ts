import { assert, describe, it } from "@effect/vitest"
import { choosePairs, countByHealth } from "../../src/page/choosePairs.ts"
import { manyKinds } from "./madeUpDocuments.ts"

const { pairs } = manyKinds(1_800_000_000_000).status
const namesOf = (choice: Parameters<typeof choosePairs>[1]) => choosePairs(pairs, choice).map(({ pair }) => pair)

describe("choosePairs", () => {
  it("keeps the order of the syncfile", () => {
    assert.deepStrictEqual(namesOf({ health: undefined, text: "" }), pairs.map(({ pair }) => pair))
  })
  it("finds by health", () => assert.deepStrictEqual(namesOf({ health: "broken", text: "" }), ["photos"]))
  it("finds by name and by folder, in any case", () => {
    assert.deepStrictEqual(namesOf({ health: undefined, text: " VIDEO " }), ["videos"])
    assert.deepStrictEqual(namesOf({ health: undefined, text: "office:" }), ["contracts"])
  })
  it("needs both", () => assert.deepStrictEqual(namesOf({ health: "broken", text: "office:" }), []))
})

describe("countByHealth", () => {
  it("has the worst first and leaves out what no pair has", () => {
    assert.deepStrictEqual(countByHealth(pairs), [["broken", 1], ["worry", 2], ["unknown", 1], ["ok", 3]])
    assert.deepStrictEqual(countByHealth(pairs.slice(0, 1)), [["ok", 1]])
  })
})
