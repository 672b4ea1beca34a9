/** Where SQLite can keep a shared-memory log, and where not. */
import { assert, describe, it } from "@effect/vitest"
import { journalModeOn } from "../../../src/state/sqlite/journalModeOn.ts"

describe("journalModeOn", () => {
  const cases = {
    ext4: [0xef53, "WAL"],
    tmpfs: [0x01021994, "WAL"],
    NFS: [0x6969, "DELETE"],
    FUSE: [0x65735546, "DELETE"],
  }
  for (const [name, [type, mode]] of Object.entries(cases)) {
    it(`is ${mode} on ${name}`, () => assert.strictEqual(journalModeOn(Number(type)), mode))
  }

  it("knows a type that statfs gives as a negative number", () =>
    assert.strictEqual(journalModeOn(0xff534d42 | 0), "DELETE"))
})
