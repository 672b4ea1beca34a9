import { assert, describe, it } from "@effect/vitest"
import { Result, Schema } from "effect"
import { complaintsAbout, errorOf, read, setupOf } from "./reading.ts"

const tenMistakes = `version: 1
name: Feeds
remotes:
  office:
    type: sftp
    host: \${OFFICE_HOST}
    user: ada
    auth: { password: hunter2 }
  cloud:
    type: sftp
    host: cloud.test
    user: ada
    auth: { agent: true }
    jump: bastion
pairs:
  backups:
    mode: miror
    source: offcie:data
    target: cloud:data
    filters:
      - exclude: "a["
      - maxSize: 10
  site:
    mode: mirror
    sorce: ./public
    target: ~/
`

const twoWay = `version: 1
name: shared
remotes:
  office: { type: sftp, host: office.test, user: ada, auth: { agent: true } }
defaults:
  conflicts: { loser: keep-copy }
  backup: { keep: 90d }
pairs:
  team:
    mode: two-way
    left: ./team
    right: office:team
    conflicts:
      resolve: newer
      rules:
        - { match: "*.psd", resolve: keep-both }
        - { match: "/plans/**", loser: backup, againstDelete: hold }
    backup: { left: ./old, right: "office:old", keep: forever }
  site:
    mode: mirror
    source: ./team
    target: office:site
    backup: { target: "office:old-site" }
`

describe("readSyncfile", () => {
  it("tells ten different mistakes in one go, each once and at its place", () => {
    assert.deepStrictEqual(complaintsAbout(tenMistakes), [
      "2:7 `name` must be up to 63 lower-case letters, digits and dashes, not `Feeds`",
      "6:11 environment variable OFFICE_HOST is not set",
      "8:23 `password` must say where the secret is kept; the secret itself is never written here",
      "14:11 `bastion` is not declared under `remotes`",
      "17:11 `mode` must be `copy`, `mirror` or `two-way`, not `miror`",
      "18:13 `offcie:data` lies on a remote that is not declared under `remotes`",
      "21:18 In \"a[\", the \"[\" is never closed at character 2: add a \"]\", or write \"\\[\" for the character itself.",
      "22:18 `maxSize` must be a size with its unit (B, KiB, MiB, GiB, TiB, kB, MB, GB, TB), such as `10MiB`, not `10`",
      "25:5 unknown key `sorce` in pairs.site",
      "26:13 `~/` is your home folder, which cannot be a target",
    ])
  })

  it("never shows a secret that somebody wrote into the file", () => {
    assert.notInclude(errorOf(tenMistakes).message, "hunter2")
    assert.notInclude(JSON.stringify(errorOf(tenMistakes)), "hunter2")
  })

  it("reads a syncfile of 2,000 pairs", () => {
    const pairs = Array.from(
      { length: 2000 },
      (_, index) => `  p${index}: { mode: mirror, source: ./from/${index}, target: ./to/${index}, filters: [*junk] }`,
    )
    const text = `version: 1\nname: big\nx-junk: &junk [exclude: "*.tmp"]\npairs:\n${pairs.join("\n")}\n`
    assert.strictEqual(setupOf(text).pairs.length, 2000)
    assert.strictEqual(errorOf(text.replaceAll("mirror", "miror")).complaints.length, 2000)
  }, 60_000)

  it("reads pairs of both kinds", () => {
    assert.deepStrictEqual(setupOf(twoWay).pairs.map(({ mode, name }) => [name, mode]), [
      ["team", "two-way"],
      ["site", "mirror"],
    ])
  })

  it("reads a syncfile of 2,000 two-way pairs around one hub", () => {
    const pairs = Array.from(
      { length: 2000 },
      (_, index) => `  p${index}: { mode: two-way, left: ./hub, right: ./to/${index} }`,
    )
    const text = `version: 1\nname: big\npairs:\n${pairs.join("\n")}\n`
    assert.strictEqual(setupOf(text).pairs.length, 2000)
    assert.strictEqual(errorOf(text.replaceAll("left", "source")).complaints.length, 2000)
  }, 60_000)

  it("gives the same for Windows line ends and a byte order mark", () => {
    const text = "version: 1\nname: a\npairs:\n  p: { mode: copy, source: ./a, target: ./b }\n"
    assert.deepStrictEqual(setupOf(`\uFEFF${text.replaceAll("\n", "\r\n")}`), setupOf(text))
    const bad = text.replace("copy", "cpoy")
    assert.deepStrictEqual(errorOf(`\uFEFF${bad.replaceAll("\n", "\r\n")}`), errorOf(bad))
  })

  const damage = Schema.Array(Schema.Tuple([Schema.Int, Schema.Int, Schema.Int]))
  it.prop(
    "whatever is done to a syncfile, it is read or told off at places that exist",
    [damage, Schema.Boolean],
    ([edits, isTwoWay]) => {
      const text = edits.reduce(damaged, isTwoWay ? twoWay : tenMistakes)
      const result = read(text, { env: { OFFICE_HOST: "office.test" } })
      if (Result.isSuccess(result)) return true
      const lines = text.replace(/^\uFEFF/, "").split("\n")
      let before = 0
      for (const { line, column, message, excerpt } of result.failure.complaints) {
        assert.isTrue(Number.isInteger(line) && line >= 1 && line <= lines.length, `line ${line} of ${lines.length}`)
        assert.isTrue(column >= 1 && column <= (lines[line - 1] ?? "").length + 1, `${line}:${column} in ${text}`)
        assert.isTrue(line * 1e7 + column >= before)
        assert.notMatch(`${message}${excerpt.join("")}`, /\p{Cc}/u)
        before = line * 1e7 + column
      }
      return true
    },
    { arbitrary: { runs: 1000, size: 12 }, timeout: 60_000 },
  )
})

const pieces = ["", "x", " ", "\n", "\t", ": ", "- ", "{", "}", "[", "]", "&a ", "*a", "<<: ", "${", "${X}", "\"", "'"]
  .concat([
    "\u001b",
    "\u0000",
    "\u{1f600}",
    "null",
    "1",
    "? ",
    "|\n",
    "# ",
    "---\n",
    "%",
    "!t ",
    "__proto__: 1\n",
    "\uFEFF",
  ])

const damaged = (text: string, [at, length, piece]: readonly [number, number, number]): string => {
  const from = scattered(at) % (text.length + 1)
  return text.slice(0, from) + pieces[scattered(piece) % pieces.length] + text.slice(from + Math.abs(length) % 8)
}

/** Generated numbers are small; this spreads them over everything there is. */
const scattered = (number: number) => Math.imul(number, 0x9e3779b1) >>> 1
