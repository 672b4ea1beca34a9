import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { isName } from "../../src/domain/RelPath.ts"
import { asideName, isOurs, originOf, probePrefix, runOf, temporaryName } from "../../src/domain/temporaries.ts"
import { at } from "../support/entries.ts"

const run = "0a1b2c3d"

describe("a name of our own", () => {
  it.prop("tells its run and its action, wherever it stands", [Schema.Int, Schema.Int], ([number, attempt]) => {
    const name = temporaryName(run, Math.abs(number), Math.abs(attempt) % 10)
    for (const each of [name, asideName(name)]) {
      assert.deepStrictEqual(originOf(at(`d/${each}`)), { run, number: Math.abs(number) })
      assert.strictEqual(runOf(at(each)), run)
      assert.isTrue(isOurs(each) && isName(each))
      assert.isBelow(each.length, 50)
    }
    assert.notStrictEqual(asideName(name), name)
  })

  it.each([
    "notes.txt",
    ".syncfile-0a1b2c3d-1-0.part.txt",
    "x.syncfile-0a1b2c3d-1-0.part",
    ".syncfile-0A1B2C3D-1-0.part",
    ".syncfile-0a1b2c3-1-0.part",
    ".syncfile-0a1b2c3d-1.part",
    ".syncfile-0a1b2c3d-1-0.tmp",
    ".syncfile.yaml",
    "syncfile.yaml",
  ])("is not %s", (name) => {
    assert.isFalse(isOurs(name))
    assert.isUndefined(originOf(at(name)))
  })

  it("may belong to no run", () => {
    assert.isTrue(isOurs(`${probePrefix}1`))
    assert.isTrue(isOurs(".syncfile"))
    assert.isUndefined(runOf(at(`${probePrefix}1`)))
  })
})
