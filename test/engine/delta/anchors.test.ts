/** Known anchors are found wherever they are, and nothing else is. */
import { assert, describe, it } from "@effect/vitest"
import { anchorBytes, anchorOf, findAnchor, sieveOf } from "../../../src/engine/delta/anchors.ts"
import { noise } from "../../endpoint/contract/storyOf.ts"

const content = noise(100_000)
const last = content.length - anchorBytes
const anchorAt = (at: number): number => anchorOf(content, at, at + anchorBytes)

describe("anchors", () => {
  it("that are known are found at every place that has one, however many there are", () => {
    const known = new Map<number, number>()
    for (let at = 5; at <= last; at += 17) known.set(anchorAt(at), at)
    const sieve = sieveOf(known.keys())
    const found: Array<number> = []
    for (let at = findAnchor(content, 0, last, known, sieve); at !== undefined;) {
      found.push(at)
      at = findAnchor(content, at + 1, last, known, sieve)
    }
    assert.deepStrictEqual(
      found,
      Array.from({ length: content.length }, (_, at) => at).filter((at) => at <= last && known.has(anchorAt(at))),
    )
    assert.isAtLeast(found.length, Math.floor((last - 5) / 17))
  })

  it("are not found past where they are looked for", () => {
    const known = new Map([[anchorAt(1000), 0]])
    const sieve = sieveOf(known.keys())
    assert.strictEqual(findAnchor(content, 0, 1000, known, sieve), 1000)
    assert.isUndefined(findAnchor(content, 0, 999, known, sieve))
    assert.isUndefined(findAnchor(content, 1001, last, known, sieve))
    assert.isUndefined(findAnchor(content, 1001, 1000, known, sieve))
  })
})
