import { assert, describe, it } from "@effect/vitest"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { jsonSchema } from "../../src/syncfile/jsonSchema.ts"
import { complaintsAbout } from "./reading.ts"

const text = readFileSync(join(import.meta.dirname, "../../docs/syncfile.md"), "utf8")

/** Every key that some map of the schema has, and every word that some key takes. */
const wordsOf = (node: unknown): ReadonlyArray<string> => {
  if (typeof node !== "object" || node === null) return []
  if (Array.isArray(node)) return node.flatMap(wordsOf)
  const { enum: allowed, properties } = node as { readonly enum?: ReadonlyArray<unknown>; readonly properties?: object }
  const words = [...Object.keys(properties ?? {}), ...(allowed ?? []).map(String)]
  return [...words, ...Object.entries(node).flatMap(([key, inner]) => key === "examples" ? [] : wordsOf(inner))]
}

const words = [...new Set(wordsOf(jsonSchema()))]

/** What stands in code, inline or in a block. */
const code = Array.from(text.matchAll(/```[\s\S]*?```|`[^`]+`/g), ([piece]) => piece).join("\n")

describe("docs/syncfile.md", () => {
  it.each(words)("tells of %s", (word) => {
    assert.match(code, new RegExp(`(?<![\\w-])${word}(?![\\w-])`))
  })

  it("tells of enough words to have looked at the whole schema", () => {
    assert.isAbove(words.length, 45)
    assert.includeMembers(words, [
      "version",
      "hostKey",
      "legacy",
      "credential",
      "ignoreFile",
      "percent",
      "mirror",
      "follow",
    ])
  })

  it.each(Array.from(text.matchAll(/```yaml\n([\s\S]*?)```/g), ([, yaml = ""]) => [yaml]))(
    "shows the valid syncfile %s",
    (yaml) => {
      assert.deepStrictEqual(complaintsAbout(yaml), [])
    },
  )
})
