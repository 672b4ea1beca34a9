import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { temporaryFolder } from "../support/servers/temporaryFolder.ts"
import { closingMark, openingMark } from "./replaceMarked.ts"
import { writeReport } from "./writeReport.ts"

const marked = (inside: string) => `before\n${openingMark}\n${inside}\n${closingMark}\nafter\n`

describe("writeReport", () => {
  it.live("replaces the table of both documents", () =>
    Effect.gen(function*() {
      const project = yield* temporaryFolder("report")
      mkdirSync(join(project, "docs"))
      const paths = ["README.md", "docs/performance.md"].map((name) => join(project, name))
      for (const path of paths) writeFileSync(path, marked("old"))
      assert.strictEqual(writeReport(project, "new").filter((line) => line.endsWith(": table replaced")).length, 2)
      for (const path of paths) assert.strictEqual(readFileSync(path, "utf8"), marked("new"))
    }).pipe(Effect.scoped))

  it.live("says so where a document or its marks are missing, and makes neither", () =>
    Effect.gen(function*() {
      const project = yield* temporaryFolder("report")
      writeFileSync(join(project, "README.md"), "no marks\n")
      const lines = writeReport(project, "new")
      assert.match(lines[0] ?? "", /^README.md: .*nothing written$/)
      assert.match(lines[1] ?? "", /performance.md: not there, nothing written$/)
      assert.strictEqual(readFileSync(join(project, "README.md"), "utf8"), "no marks\n")
    }).pipe(Effect.scoped))
})
