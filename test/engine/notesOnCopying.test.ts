/** What a plan says of large files that changed. */
import { assert, describe, it } from "@effect/vitest"
import { type Action } from "../../src/domain/Action.ts"
import { type Capabilities } from "../../src/endpoint/Endpoint.ts"
import { notesOnCopying } from "../../src/engine/notesOnCopying.ts"
import { at, file } from "../support/entries.ts"

const changing = (size: number): Action => ({
  _tag: "Transfer",
  side: "right",
  path: at("a"),
  expected: { ...file(1), size },
  wanted: { ...file(2), size },
  from: at("a"),
})

const able = (digest: Capabilities["digest"], copies: boolean): Capabilities => ({
  publishing: "atomic",
  keepsTimes: true,
  foldsNames: false,
  movesDirectories: true,
  copies,
  digest,
  listings: 1,
  transfers: 1,
  notes: [],
})
const here = able("local", false)

describe("the notes of a plan", () => {
  const large = [changing(100_000_000)]
  for (
    const [what, actions, right, expected] of [
      ["copies", large, able("read-back", true), /^Changed large files are assembled on the target \(copy-data\)/u],
      ["does not copy", large, able("read-back", false), /^Changed large files are sent whole: the target does not/u],
      ["is this machine", large, here, undefined],
      ["is given small ones only", [changing(1000)], able("read-back", false), undefined],
    ] as const
  ) {
    it(`say what becomes of large files where the target ${what}`, () => {
      const [note, ...more] = notesOnCopying("mirror", actions, { left: here, right })
      assert.deepStrictEqual(more, [])
      if (expected === undefined) assert.isUndefined(note)
      else assert.match(note ?? "", expected)
    })
  }
})
