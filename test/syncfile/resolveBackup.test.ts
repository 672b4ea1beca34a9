import { assert, describe, it } from "@effect/vitest"
import { complaintsAbout, hintsFor, setupOf, withPairs } from "./reading.ts"

const day = 86_400_000
const twoWay = "mode: two-way, left: ./a, right: \"office:/b\""
const mirror = "mode: mirror, source: ./a, target: \"office:/b\""
const backupOf = (written: string, defaults = "") =>
  setupOf(`${withPairs(`  p: { ${written} }`)}${defaults}`).pairs[0]?.backup

const usualLeft = { _tag: "Local", path: "/srv/feeds/a/.syncfile-backup", written: "./a/.syncfile-backup" } as const
const usualRight = {
  _tag: "Remote",
  remote: "office",
  path: "/b/.syncfile-backup",
  written: "office:/b/.syncfile-backup",
} as const
const both = (keep: number | undefined) => ({
  left: { place: usualLeft, keep },
  right: { place: usualRight, keep },
})
const off = { left: undefined, right: undefined }

describe("resolveBackup", () => {
  it.each([
    [twoWay, "", both(30 * day)],
    [`${twoWay}, backup: on`, "", both(30 * day)],
    [`${twoWay}, backup: {}`, "", both(30 * day)],
    [`${twoWay}, backup: off`, "", off],
    [`${twoWay}, backup: { keep: 1w }`, "", both(7 * day)],
    [`${twoWay}, backup: { keep: forever }`, "", both(undefined)],
    [twoWay, "off", off],
    [twoWay, "on", both(30 * day)],
    [twoWay, "{ keep: 90d }", both(90 * day)],
    [`${twoWay}, backup: on`, "off", both(30 * day)],
    [`${twoWay}, backup: off`, "on", off],
    [`${twoWay}, backup: on`, "{ keep: 90d }", both(90 * day)],
    [`${twoWay}, backup: {}`, "{ keep: forever }", both(undefined)],
    [`${twoWay}, backup: { keep: 2d }`, "{ keep: forever }", both(2 * day)],
    [`${twoWay}, backup: off`, "{ keep: 90d }", off],
    [mirror, "", off],
    [mirror.replace("mirror", "copy"), "", off],
    [`${mirror}, backup: off`, "", off],
    [`${mirror}, backup: on`, "", { ...both(30 * day), left: undefined }],
    [`${mirror}, backup: { keep: 1d12h }`, "", { ...both(1.5 * day), left: undefined }],
    [mirror, "on", { ...both(30 * day), left: undefined }],
    [mirror, "{ keep: 90d }", { ...both(90 * day), left: undefined }],
    [`${mirror}, backup: off`, "on", off],
  ])("of { %s }, with %j in defaults", (written, defaults, backup) => {
    const text = defaults === "" ? "" : `defaults: { backup: ${defaults} }\n`
    assert.deepStrictEqual(backupOf(written, text), backup)
  })

  it("puts old versions where it is told", () => {
    assert.deepStrictEqual(backupOf(`${twoWay}, backup: { left: ~/old, right: "office:old", keep: 1d }`), {
      left: { place: { _tag: "Local", path: "/home/ada/old", written: "~/old" }, keep: day },
      right: { place: { _tag: "Remote", remote: "office", path: "old", written: "office:old" }, keep: day },
    })
    assert.deepStrictEqual(backupOf(`${mirror}, backup: { target: "office:old" }`), {
      left: undefined,
      right: { place: { _tag: "Remote", remote: "office", path: "old", written: "office:old" }, keep: 30 * day },
    })
    assert.deepStrictEqual(backupOf(`${twoWay}, backup: { right: "office:old" }`)?.left, both(30 * day).left)
  })

  it.each([
    ["./a/", "/srv/feeds/a/.syncfile-backup", "./a/.syncfile-backup"],
    ["../a//", "/srv/a/.syncfile-backup", "../a/.syncfile-backup"],
    ["~/a:", "/home/ada/a:/.syncfile-backup", "~/a:/.syncfile-backup"],
    ["office:a", "a/.syncfile-backup", "office:a/.syncfile-backup"],
    ["office:/a/b/", "/a/b/.syncfile-backup", "office:/a/b/.syncfile-backup"],
    ["cloud:", ".syncfile-backup", "cloud:.syncfile-backup"],
    ["cloud:/", "/.syncfile-backup", "cloud:/.syncfile-backup"],
    ["cloud:.", ".syncfile-backup", "cloud:./.syncfile-backup"],
  ])("without a place uses a folder in the root: of %s", (root, path, written) => {
    const place = backupOf(`mode: two-way, left: ./other, right: "${root}"`)?.right?.place
    assert.deepStrictEqual([place?.path, place?.written], [path, written])
  })

  const renaming = "old versions are put there by renaming them, which cannot cross from one machine to another"

  it.each([
    [`${twoWay}, backup: { left: "office:c" }`, "7:70 `office:c` is not on this machine, where the left side is"],
    [`${twoWay}, backup: { right: ./c }`, "7:71 `./c` is not on remote `office`, where the right side is"],
    [`${twoWay}, backup: { right: "cloud:c" }`, "7:71 `cloud:c` is not on remote `office`, where the right side is"],
    [`${mirror}, backup: { target: ./c }`, "7:74 `./c` is not on remote `office`, where the target is"],
  ])("refuses { %s }", (written, complaint) => {
    const text = withPairs(`  p: { ${written} }`)
    assert.deepStrictEqual(complaintsAbout(text), [complaint])
    assert.deepStrictEqual(hintsFor(text), [renaming])
  })

  it("refuses another name of the same server, which is another connection", () => {
    const text = withPairs(`  p: { ${twoWay}, backup: { right: "again:c" } }`).replace(
      "pairs:",
      "  again: { type: sftp, host: office.test, user: ada, auth: { agent: true } }\npairs:",
    )
    assert.deepStrictEqual(complaintsAbout(text), [
      "8:71 `again:c` is not on remote `office`, where the right side is",
    ])
  })

  it("refuses to keep nothing, wherever it is said", () => {
    const text = withPairs(`  p: { ${twoWay}, backup: { keep: 0s } }`)
    assert.deepStrictEqual(complaintsAbout(text), ["7:70 `0s` keeps nothing"])
    assert.deepStrictEqual(hintsFor(text), ["write `backup: off`"])
    assert.deepStrictEqual(
      complaintsAbout(`${withPairs(`  p: { ${mirror} }`)}defaults: { backup: { keep: 0d0h } }\n`),
      [
        "8:29 `0d0h` keeps nothing",
      ],
    )
  })

  it("tells of a place that is no place, and of nothing else", () => {
    assert.deepStrictEqual(complaintsAbout(withPairs(`  p: { ${twoWay}, backup: { left: old, right: "ofice:x" } }`)), [
      "7:70 `old` is neither a folder on this machine nor one on a remote",
      "7:82 `ofice:x` lies on a remote that is not declared under `remotes`",
    ])
  })
})
