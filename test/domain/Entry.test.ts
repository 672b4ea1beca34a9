import { assert, describe, it } from "@effect/vitest"
import { Entry, sameSecond, sameStamp, unchanged } from "../../src/domain/Entry.ts"
import { directory, file, link, special, unknown } from "../support/entries.ts"

describe("unchanged", () => {
  it.each<readonly [string, Entry | undefined, Entry | undefined]>([
    ["nothing and nothing", undefined, undefined],
    ["a directory and a directory", directory, directory],
    ["a link to the same target", link, link],
    ["a device and a device", special, special],
    ["a file of the same size and time", file(1, 5), file(1, 5)],
    ["a file with the same id", file(1, 5, { id: "7" }), file(1, 5, { id: "7" })],
    ["a file whose id is known on one side only", file(1, 5, { id: "7" }), file(1, 5)],
    ["a file whose mode alone differs", file(1, 5, { mode: 0o600 }), file(1, 5, { mode: 0o644 })],
    ["a file whose digest alone is known", file(1, 5, { digest: "ab" }), file(1, 5)],
  ])("holds for %s", (_what, before, now) => assert.isTrue(unchanged(before, now)))

  it.each<readonly [string, Entry | undefined, Entry | undefined]>([
    ["nothing and something", undefined, directory],
    ["a file and a directory", file(1), directory],
    ["a file of another size", file(1, 5), file(2, 5)],
    ["a file that is a millisecond younger", file(1, 5), file(1, 6)],
    ["a file that is a part of a millisecond younger", file(1, 5), file(1, 5.25)],
    ["a file with another id under the same stamp", file(1, 5, { id: "7" }), file(1, 5, { id: "8" })],
    ["a link to another target", link, { _tag: "Symlink", target: "x" }],
    ["what could not be found out, twice", unknown, unknown],
  ])("does not hold for %s", (_what, before, now) => {
    assert.isFalse(unchanged(before, now))
    assert.isFalse(unchanged(now, before))
  })

  it.prop("holds for everything and itself, but for the unknown", [Entry], ([entry]) => {
    assert.strictEqual(unchanged(entry, entry), entry._tag !== "Unknown")
  })

  it.prop("looks the same from both ends", [Entry, Entry], ([a, b]) => {
    assert.strictEqual(unchanged(a, b), unchanged(b, a))
  }, { arbitrary: { runs: 500 } })
})

it("a stamp is size and time, whatever else is known", () => {
  assert.isTrue(sameStamp(file(1, 5, { id: "7", mode: 1 }), file(1, 5, { id: "8" })))
  assert.isFalse(sameStamp(file(1, 5), file(1, 5.5)))
  assert.isFalse(sameStamp(file(1, 5), file(2, 5)))
})

it("a second begins at the full second, before the epoch too", () => {
  assert.isTrue(sameSecond(file(1, 1000), file(9, 1999)))
  assert.isFalse(sameSecond(file(1, 1999), file(1, 2000)))
  assert.isTrue(sameSecond(file(1, -1), file(1, -1000)))
  assert.isFalse(sameSecond(file(1, -1), file(1, 0)))
})
