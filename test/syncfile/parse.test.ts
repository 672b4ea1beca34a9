import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import { parse } from "../../src/syncfile/parse.ts"
import { complaintsAbout, errorOf, hintsFor, withPairs, withRemotes } from "./reading.ts"

type Case = readonly [text: string, complaint: string, hint?: string]

const top: ReadonlyArray<Case> = [
  ["", "1:1 the syncfile is empty", "start with `version: 1`, `name:` and `pairs:`"],
  ["# nothing\n", "1:1 the syncfile is empty", "start with `version: 1`, `name:` and `pairs:`"],
  ["- a\n", "1:1 a syncfile is a map of keys and values", "start with `version: 1`, `name:` and `pairs:`"],
  [
    "version: 1\nname: a\n",
    "1:1 the syncfile needs `pairs`",
    "for example `pairs: { backups: { mode: mirror, source: office:data, target: sftptogo:data } }`",
  ],
  ["version: 1\nname: a\npairs: {}\n", "3:1 `pairs` needs at least one entry"],
  ["version: 1\nname: a\npairs:\n", "3:1 `pairs` has no value: it must be a map"],
  ["version: 1\nname: a\npairs: [a]\n", "3:8 `pairs` must be a map"],
  [
    "version: 2\nname: a\npairs: { a: { mode: copy, source: ./a, target: ./b } }",
    "1:10 `version` must be `1`, not `2`",
    "a newer syncfile may know it",
  ],
  [
    "version: \"1\"\nname: a\npairs: { a: { mode: copy, source: ./a, target: ./b } }",
    "1:10 `version` must be `1`, not `1`",
    "write it without quotes",
  ],
]

describe("parse", () => {
  it.each(top.map((each) => [each[0], each] as const))("refuses %j", (_, [text, complaint, hint]) => {
    assert.deepStrictEqual(complaintsAbout(text), [complaint])
    assert.deepStrictEqual(hintsFor(text), hint === undefined ? [] : [hint])
  })

  it("fails by itself only where nothing of the syncfile can be judged", () => {
    assert.isTrue(Result.isFailure(parse("syncfile.yaml", "a: }", {})))
    assert.isTrue(Result.isFailure(parse("syncfile.yaml", "- a", {})))
    const parsed = Result.getOrThrow(parse("syncfile.yaml", "version: 2\nname: feeds\npairs: {}\nx-a: 1\ny: 2\n", {}))
    assert.deepStrictEqual(
      parsed.syncfile,
      { version: undefined, name: "feeds", pairs: undefined, "x-a": true, y: undefined } as never,
    )
    assert.strictEqual(parsed.mistakes.length, 3)
  })

  it.each(["hunter2", "5", "[hunter2]", "!!str hunter2", "|\n        hunter2"])(
    "does not show the secret in `password: %s`",
    (written) => {
      const text = withRemotes(`  r:\n    type: sftp\n    host: h\n    user: u\n    auth:\n      password: ${written}`)
      const { complaints, message } = errorOf(text)
      assert.strictEqual(complaints.length, 1)
      assert.notMatch(message, /hunter2|: 5/)
    },
  )

  it("escapes what the user wrote, so that no complaint controls the terminal", () => {
    const text = withPairs("  p: { mode: \"\\e[31mred\", source: ./a, target: ./b, \"\\u202Ex\": 1 }")
    assert.deepStrictEqual(complaintsAbout(text), [
      "7:14 `mode` must be `copy`, `mirror` or `two-way`, not `\\u{1b}[31mred`",
      "7:53 unknown key `\\u{202e}x` in pairs.p",
    ])
  })
})
