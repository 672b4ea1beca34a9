import { assert, describe, it } from "@effect/vitest"
import { complaintsAbout, hintsFor, setupOf, withPairs } from "./reading.ts"

const withSource = (written: string) =>
  withPairs(`  p: { mode: copy, source: ${JSON.stringify(written)}, target: /mnt/copy }`)

describe("resolvePlace", () => {
  it.each([
    ["./data", "/srv/feeds/data"],
    ["./data/", "/srv/feeds/data"],
    ["./a/../b//c/.", "/srv/feeds/b/c"],
    [".", "/srv/feeds"],
    ["..", "/srv"],
    ["../other", "/srv/other"],
    ["/srv/data", "/srv/data"],
    ["/srv/../../data", "/data"],
    ["~", "/home/ada"],
    ["~/data", "/home/ada/data"],
    ["./a:b", "/srv/feeds/a:b"],
    ["./a b/ü", "/srv/feeds/a b/ü"],
  ])("takes %s for a folder of this machine", (written, path) => {
    assert.deepStrictEqual(setupOf(withSource(written)).pairs[0]?.left, { _tag: "Local", path, written })
  })

  it.each([
    ["office:data", "data"],
    ["office:data/in/", "data/in"],
    ["office:./data//in/.", "data/in"],
    ["office:/srv/data/", "/srv/data"],
    ["office:", ""],
    ["office:.", ""],
    ["office:/", "/"],
    ["office:a:b", "a:b"],
    ["office:a/~b", "a/~b"],
    ["office:/~b", "/~b"],
  ])("takes %s for a folder of a remote", (written, path) => {
    assert.deepStrictEqual(setupOf(withSource(written)).pairs[0]?.left, {
      _tag: "Remote",
      remote: "office",
      path,
      written,
    })
  })

  it.each([
    ["offcie:data", "`offcie:data` lies on a remote that is not declared under `remotes`", "did you mean `office`?"],
    ["backup:data", "`backup:data` lies on a remote that is not declared under `remotes`", "declared: office, cloud"],
    ["Office:data", "`Office:data` lies on a remote that is not declared under `remotes`", "did you mean `office`?"],
    [
      "data",
      "`data` is neither a folder on this machine nor one on a remote",
      "write `./path` for a folder beside the syncfile, or `remote:path`",
    ],
    [
      "office",
      "`office` is neither a folder on this machine nor one on a remote",
      "write `office:` for the root of that remote",
    ],
    [
      "~bob/data",
      "`~bob/data` is neither a folder on this machine nor one on a remote",
      "write `./path` for a folder beside the syncfile, or `remote:path`",
    ],
    [
      "sftp://office.test/data",
      "`sftp://office.test/data` is a URL",
      "declare the server under `remotes` and write `remote:path`",
    ],
    ["C:\\data", "`C:\\data` is a Windows path, and folders on Windows cannot be synced yet", undefined],
    ["c:/data", "`c:/data` is a Windows path, and folders on Windows cannot be synced yet", undefined],
    [
      "\\\\server\\share",
      "`\\\\server\\share` is a Windows path, and folders on Windows cannot be synced yet",
      undefined,
    ],
    ["office:../data", "`office:../data`: a path on a server has no `..` in it", undefined],
    [
      "office:~/data",
      "`office:~/data`: SFTP has no `~`: a path that does not start with `/` starts in the folder of the login",
      undefined,
    ],
  ])("refuses %s", (written, message, hint) => {
    assert.deepStrictEqual(complaintsAbout(withSource(written)), [`7:28 ${message}`])
    assert.deepStrictEqual(hintsFor(withSource(written)), hint === undefined ? [] : [hint])
  })

  it("takes a single letter for a remote where one of that name is declared", () => {
    const text = withSource("c:/data").replace("  office:", "  c:")
    assert.strictEqual(setupOf(text).pairs[0]?.left._tag, "Remote")
  })

  it("says that no remote is declared where none is", () => {
    const text = "version: 1\nname: a\npairs: { p: { mode: copy, source: \"office:x\", target: ./b } }"
    assert.deepStrictEqual(hintsFor(text), ["none is declared"])
  })

  it("does not call a remote unknown while `remotes` itself is wrong", () => {
    const text =
      "version: 1\nname: a\nremotes: [office]\npairs: { p: { mode: copy, source: \"office:x\", target: ./b } }"
    assert.deepStrictEqual(complaintsAbout(text), ["3:10 `remotes` must be a map"])
  })

  it("does not call a remote unknown that is declared and wrong in itself", () => {
    const text = withSource("office:data").replace("office: { type: sftp", "office: { type: ftp")
    assert.deepStrictEqual(complaintsAbout(text), ["4:19 `type` must be `sftp`, not `ftp`"])
    assert.deepStrictEqual(complaintsAbout(withSource("office:data").replace(/office: \{.*\}/, "office:")), [
      "4:3 `office` has no value: it must be a map",
    ])
  })
})
