import { assert, describe, it } from "@effect/vitest"
import { complaintsAbout, hintsFor, setupOf, withPairs } from "./reading.ts"

type Pairs = Readonly<Record<string, string>>

const named = (pairs: Pairs) =>
  withPairs(Object.entries(pairs).map(([name, written]) => `  ${name}: { ${written} }`).join("\n"))
const complaintsOf = (pairs: Pairs) => complaintsAbout(named(pairs)).map((complaint) => complaint.replace(/:\d+ /, " "))

const both = (left: string, right: string, backup = "") =>
  `mode: two-way, left: "${left}", right: "${right}"${backup === "" ? "" : `, backup: ${backup}`}`
const mirror = (source: string, target: string, backup = "") =>
  `mode: mirror, source: "${source}", target: "${target}"${backup === "" ? "" : `, backup: ${backup}`}`

describe("judgeBackups", () => {
  it.each([
    ["/", "is the root of the file system"],
    ["~/", "is your home folder"],
    ["/home", "holds your home folder"],
    [".", "holds the syncfile itself"],
  ])("refuses %s", (place, danger) => {
    const pairs = { p: both("/mnt/a", "/mnt/b", `{ right: "${place}" }`) }
    assert.deepStrictEqual(complaintsOf(pairs), [`7 \`${place}\` ${danger}, which cannot hold old versions`])
    assert.deepStrictEqual(hintsFor(named(pairs)), [
      "old versions go to a folder of their own; without a place, to `.syncfile-backup` in the root",
    ])
  })

  it.each([
    ["office:", "is the folder that the server opens at login"],
    ["office:/", "is the root of the server"],
  ])("refuses %s of a server", (place, danger) => {
    assert.deepStrictEqual(complaintsOf({ p: mirror("./a", "office:/b", `{ target: "${place}" }`) }), [
      `7 \`${place}\` ${danger}, which cannot hold old versions`,
    ])
  })

  it.each([
    ["./a", "is the left side of pair `p`"],
    ["./a/", "is the left side of pair `p`"],
    ["./b", "is the right side of pair `p`"],
    ["./a/old", "lies inside the left side of pair `p`"],
    ["./b/.syncfile-backup", "lies inside the right side of pair `p`"],
    ["./a/.syncfile-backup/old", "lies inside the left side of pair `p`"],
    ["./a/x/.syncfile-backup", "lies inside the left side of pair `p`"],
    ["./in/old", "lies inside the source of pair `q`"],
    ["/mnt/copy/old", "lies inside the target of pair `q`"],
    ["/mnt", "holds the target of pair `q`"],
    ["/mnt/copy", "is the target of pair `q`"],
  ])("refuses %s, which has to do with a root", (place, what) => {
    const pairs = { p: both("./a", "./b", `{ left: "${place}" }`), q: mirror("./in", "/mnt/copy") }
    assert.deepStrictEqual(complaintsOf(pairs), [`7 \`${place}\` ${what}`])
    const later = { q: mirror("./in", "/mnt/copy"), p: both("./a", "./b", `{ left: "${place}" }`) }
    assert.deepStrictEqual(complaintsOf(later), [`8 \`${place}\` ${what}`])
  })

  it.each([
    ["office:data/old", "lies inside the target of pair `p`"],
    ["office:data", "is the target of pair `p`"],
    ["office:in", "holds the source of pair `q`"],
    ["office:in/x/old", "lies inside the source of pair `q`"],
  ])("refuses %s on a server", (place, what) => {
    const pairs = { p: mirror("./a", "office:data", `{ target: "${place}" }`), q: mirror("office:in/x", "./in") }
    assert.deepStrictEqual(complaintsOf(pairs), [`7 \`${place}\` ${what}`])
  })

  it("knows where a place lies on the server, whatever the remotes call it", () => {
    const again =
      "  again: { type: sftp, host: OFFICE.test, port: 22, user: ada, auth: { agent: true }, root: /x }\npairs:"
    const text = named({ p: mirror("./a", "again:b", "{ target: \"again:c/d\" }"), q: mirror("office:/x/c", "./d") })
      .replace("pairs:", again)
    assert.deepStrictEqual(complaintsAbout(text), ["8:74 `again:c/d` lies inside the source of pair `q`"])
    assert.deepStrictEqual(
      complaintsAbout(text.replace("user: ada, auth: { agent: true }, root: /x", "user: bob, auth: { agent: true }")),
      [],
    )
  })

  it.each([
    ["./old", "./old-b"],
    ["~/old", "~/old2"],
    ["./a-old", "./ab"],
    ["./a/.syncfile-backup", "./b/.syncfile-backup"],
    ["./a/./.syncfile-backup/", "./b/x/../.syncfile-backup"],
    ["./.syncfile-backup", "/mnt/.syncfile-backup"],
  ])("takes %s and %s", (left, right) => {
    assert.deepStrictEqual(complaintsOf({ p: both("./a", "./b", `{ left: "${left}", right: "${right}" }`) }), [])
  })

  it("takes the usual place in a root that another pair reads, from there or from further up", () => {
    const pairs = { p: both("./a/b", "office:b"), q: mirror("./a/b", "office:q"), r: mirror("./a", "office:r") }
    assert.strictEqual(setupOf(named(pairs)).pairs.length, 3)
  })

  it.each([
    ["./a/.syncfile-backup", "is the backup of the left side of pair `p`"],
    ["./a/.syncfile-backup/2026", "lies inside the backup of the left side of pair `p`"],
  ])("refuses %s as a source", (source, what) => {
    const pairs = { p: both("./a", "./b"), q: both("./a", "./c"), r: mirror(source, "office:x") }
    assert.deepStrictEqual(complaintsOf(pairs), [`9 \`${source}\` ${what}`])
    assert.deepStrictEqual(complaintsOf({ p: both("./a", "./b", "off"), r: mirror(source, "office:x") }), [])
  })

  it("tells once of a target in a backup: it lies in the root around it as well", () => {
    const pairs = { p: both("./a", "./b"), q: mirror("office:x", "./a/.syncfile-backup/x") }
    assert.deepStrictEqual(complaintsOf(pairs), [
      "8 `./a/.syncfile-backup/x` lies inside the left side of pair `p`",
    ])
  })

  it.each<readonly [string, Pairs, ReadonlyArray<string>]>([
    ["both sides", { p: both("./a", "./b", "{ left: ./old, right: ./old }") }, [
      "7 `./old` is the backup of the left side of pair `p`",
    ]],
    ["both sides, one in the other", { p: both("./a", "./b", "{ left: ./old/x, right: ./old }") }, [
      "7 `./old` holds the backup of the left side of pair `p`",
    ]],
    [
      "two pairs",
      { p: both("./a", "./b", "{ left: ./old }"), q: mirror("office:x", "./c", "{ target: ./old/ }") },
      ["8 `./old/` is the backup of the left side of pair `p`"],
    ],
    [
      "two pairs, one in the other",
      { p: mirror("./in", "./b", "{ target: ./old }"), q: both("./c", "./d", "{ right: ./old/q }") },
      ["8 `./old/q` lies inside the backup of the target of pair `p`"],
    ],
    [
      "two pairs with a hub, in another place than the usual one",
      { p: both("./hub", "./b", "{ left: ./old }"), q: both("./hub", "./c", "{ left: ./old }") },
      ["8 `./old` is the backup of the left side of pair `p`"],
    ],
  ])("refuses one place for %s", (_title, pairs, complaints) => {
    assert.deepStrictEqual(complaintsOf(pairs), complaints)
    assert.deepStrictEqual(hintsFor(named(pairs)), ["give each side a place of its own"])
  })

  it("lets pairs with a hub share its usual backup, as long as they keep what is in it equally long", () => {
    const pairs = { p: both("./hub", "./b"), q: both("./c", "./hub", "on"), r: both("./hub", "./d", "{ keep: 30d }") }
    assert.strictEqual(setupOf(named(pairs)).pairs.length, 3)
    const other = "`keep` is another than that of pair `p`, with which this one shares a backup"
    assert.deepStrictEqual(complaintsAbout(named({ ...pairs, r: both("./hub", "./d", "{ keep: forever }") })), [
      `9:68 ${other}`,
    ])
    assert.deepStrictEqual(complaintsOf({ p: both("./hub", "./b", "{ keep: 1d }"), q: both("./c", "./hub") }), [
      `8 ${other}`,
    ])
    assert.deepStrictEqual(complaintsOf({ ...pairs, r: both("./hub", "./d", "{ left: ./old, keep: 1d }") }), [])
  })

  it("does not judge against a folder that is refused itself", () => {
    assert.deepStrictEqual(complaintsOf({ p: both("/", "office:x", "{ left: /mnt/old }") }), [
      "7 `/` is the root of the file system, which cannot be a side of a two-way pair",
    ])
  })
})
