import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import { parse } from "../../src/syncfile/parse.ts"
import { type KeyPath } from "../../src/syncfile/SourceMap.ts"

const text = `x-f: &f [exclude: "\${GLOB}"]
pairs:
  p:
    mode: 'copy'
    source:
    filters: [*f, *f]
    limits: { deletes: { count: 5 } }
`
const { sourceMap } = Result.getOrThrow(parse("syncfile.yaml", text, { GLOB: "*.tmp" }))

const cases: ReadonlyArray<readonly [path: KeyPath, part: "key" | "value", marked: string]> = [
  [["pairs"], "key", "pairs"],
  [["pairs", "p", "mode"], "key", "mode"],
  [["pairs", "p", "mode"], "value", "'copy'"],
  [["pairs", "p", "source"], "value", "source"],
  [["pairs", "p", "filters"], "value", "[*f, *f]"],
  [["pairs", "p", "filters", 1], "value", "*f"],
  [["pairs", "p", "filters", 1], "key", "*f"],
  [["pairs", "p", "filters", "1", "0", "exclude"], "value", "\"${GLOB}\""],
  [["pairs", "p", "filters", 1, 0, "exclude"], "key", "exclude"],
  [["pairs", "p", "limits", "deletes", "count"], "value", "5"],
  [["pairs", "p", "limits", "transfer"], "value", "limits"],
  [["pairs", "q", "mode"], "value", "pairs"],
  [["pairs", "p", "filters", 7], "value", "filters"],
  [[], "key", ""],
]

describe("parsePositions", () => {
  it.each(cases.map((each) => [each[0].join("."), each] as const))("finds %s", (_title, [path, part, marked]) => {
    const { end, start } = sourceMap.spanOf(path, part)
    assert.strictEqual(text.slice(start, end), marked)
  })

  it.each([
    [["pairs", "p", "mode"], "copy"],
    [["pairs", "p", "limits", "deletes", "count"], "5"],
    [["pairs", "p", "filters", 0, 0, "exclude"], "${GLOB}"],
    [["pairs", "p", "limits"], undefined],
    [["pairs", "p", "mode", "x"], undefined],
  ])("spells %j as the user did", (path, spelling) => {
    assert.strictEqual(sourceMap.spellingOf(path), spelling)
  })

  it("knows where variables were filled in", () => {
    assert.isTrue(sourceMap.isFilled(["pairs", "p", "filters", 0, 0, "exclude"]))
    assert.isFalse(sourceMap.isFilled(["pairs", "p", "mode"]))
  })
})
