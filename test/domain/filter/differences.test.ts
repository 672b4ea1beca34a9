/** The list of differences names cases that exist, and leaves no group of cases out. */
import { assert, describe, it } from "@effect/vitest"
import { absentGroups, differences } from "./differences.ts"
import { cases, groups } from "./vectors.ts"

describe("differences", () => {
  it.each(differences)("$group $of", ({ group, of }) => {
    assert.isTrue(cases[group].some(({ name }) => name === of))
    assert.strictEqual(differences.filter((other) => other.group === group && other.of === of).length, 1)
  })

  it("know every group of cases", () => {
    const material = ["format", "notes", "oracleTree", "oracleTreeEmptyDirs", "rclone_commit", "rclone_version"]
    const runOtherwise = ["errors", "optionDump", "quirks"]
    const absent = absentGroups.map(({ group }) => group)
    assert.deepStrictEqual(
      [...groups].sort(),
      [...Object.keys(cases), ...absent, ...material, ...runOtherwise].sort(),
    )
  })
})
