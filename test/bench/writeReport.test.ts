import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { temporaryFolder } from "../support/servers/temporaryFolder.ts"
import { renderChart } from "./renderChart.ts"
import { renderMarkdown, renderSummary } from "./renderMarkdown.ts"
import { closingMark, openingMark } from "./replaceMarked.ts"
import { smallRow } from "./samples.ts"
import { writeReport } from "./writeReport.ts"

const marked = (inside: string) => `before\n${openingMark}\n${inside}\n${closingMark}\nafter\n`

describe("writeReport", () => {
  it.live("replaces the tables of both documents and draws the chart", () =>
    Effect.gen(function*() {
      const project = yield* temporaryFolder("report")
      mkdirSync(join(project, "docs"))
      const paths = ["README.md", "docs/performance.md"].map((name) => join(project, name))
      for (const path of paths) writeFileSync(path, marked("old"))
      const lines = writeReport(project, [smallRow], "remark")
      assert.deepStrictEqual(lines, [
        "README.md: tables replaced",
        "docs/performance.md: tables replaced",
        "docs/performance.svg: drawn",
      ])
      const [readme = "", page = ""] = paths.map((path) => readFileSync(path, "utf8"))
      assert.strictEqual(readme, marked(renderSummary([smallRow], "remark")))
      assert.strictEqual(page, marked(renderMarkdown([smallRow], "remark")))
      assert.strictEqual(
        readFileSync(join(project, "docs/performance.svg"), "utf8"),
        renderChart([smallRow], "remark"),
      )
    }).pipe(Effect.scoped))

  it.live("says so where a document or its marks are missing, and makes neither", () =>
    Effect.gen(function*() {
      const project = yield* temporaryFolder("report")
      writeFileSync(join(project, "README.md"), "no marks\n")
      const lines = writeReport(project, [smallRow], "remark")
      assert.match(lines[0] ?? "", /^README.md: .*nothing written$/)
      assert.match(lines[1] ?? "", /performance.md: not there, nothing written$/)
      assert.strictEqual(readFileSync(join(project, "README.md"), "utf8"), "no marks\n")
    }).pipe(Effect.scoped))
})
