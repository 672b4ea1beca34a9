import { assert, describe, it } from "@effect/vitest"
import { complaintsAbout, setupOf, withPairs } from "./reading.ts"

const pair = (source: string, target: string, name = "p") =>
  `  ${name}: { mode: mirror, source: ${JSON.stringify(source)}, target: ${JSON.stringify(target)} }`
const aboutPair = (source: string, target: string) =>
  complaintsAbout(withPairs(pair(source, target))).map((complaint) => complaint.replace(/^\d+:\d+ /, ""))

/** Every pair with a source of its own, so that only the targets can be at odds. */
const aboutTargets = (...targets: ReadonlyArray<string>) =>
  complaintsAbout(withPairs(targets.map((target, index) => pair(`/mnt/${index}`, target, `p${index}`)).join("\n")))
    .map((complaint) => complaint.replace(/:\d+ /, " "))

describe("judgeRoots (hazard A14)", () => {
  it.each([
    ["/", "is the root of the file system"],
    ["/srv/..", "is the root of the file system"],
    ["~", "is your home folder"],
    ["~/", "is your home folder"],
    ["~/x/..", "is your home folder"],
    ["/home/ada", "is your home folder"],
    ["/home", "holds your home folder"],
    [".", "holds the syncfile itself"],
    ["./", "holds the syncfile itself"],
    ["..", "holds the syncfile itself"],
    ["/work", "holds the syncfile itself"],
    ["office:", "is the folder that the server opens at login"],
    ["office:./", "is the folder that the server opens at login"],
    ["office:/", "is the root of the server"],
  ])("refuses %s as a target", (target, danger) => {
    assert.deepStrictEqual(aboutPair("./in", target), [`\`${target}\` ${danger}, which cannot be a target`])
  })

  it.each(["copy", "mirror"])("refuses a dangerous target in mode %s", (mode) => {
    assert.strictEqual(complaintsAbout(withPairs(pair("./in", "/").replace("mirror", mode))).length, 1)
  })

  it("refuses a target that holds the state", () => {
    const text = `${withPairs(pair("./in", "/mnt/copy"))}state: { type: sqlite, path: /mnt/copy/var/state.sqlite }\n`
    assert.deepStrictEqual(complaintsAbout(text), [
      "7:46 `/mnt/copy` holds the state of this syncfile, which cannot be a target",
    ])
  })

  it("refuses what becomes dangerous once variables are filled in", () => {
    const text = withPairs(pair("./in", "${ROOT:-}/"))
    assert.deepStrictEqual(complaintsAbout(text), [
      "7:46 `${ROOT:-}/` is the root of the file system, which cannot be a target",
    ])
  })

  it.each(["/", "~", ".", "office:", "office:/"])("takes %s as a source", (source) => {
    assert.deepStrictEqual(aboutPair(source, source.startsWith("office") ? "./out" : "office:out"), [])
  })

  it.each([
    ["cloud:", "which has a root of its own"],
    ["/homes", "whose name only starts alike"],
    ["/home/ada2", "whose name only starts alike"],
    ["~/backup", "below the home folder"],
    ["./out", "beside the syncfile"],
  ])("takes %s, %s, as a target", (target) => {
    assert.deepStrictEqual(aboutPair("/mnt/in", target), [])
  })

  it.each([
    ["./a", "./a/", "source and target are the same folder"],
    ["office:a", "office:./a", "source and target are the same folder"],
    ["./a", "./a/b", "the target lies inside the source"],
    ["/", "./a", "the target lies inside the source"],
    ["office:", "office:a", "the target lies inside the source"],
    ["office:/", "office:a", "the target lies inside the source"],
    ["./a/b", "./a", "the source lies inside the target"],
    ["cloud:/a/b", "cloud:a", "the source lies inside the target"],
  ])("refuses %s → %s", (source, target, message) => {
    assert.deepStrictEqual(aboutPair(source, target), [message])
  })

  it.each([
    ["./a", "./ab"],
    ["./ab", "./a"],
    ["office:a", "cloud:a"],
    ["office:a", "./a"],
    ["office:a", "office:/a"],
    ["office:", "office:/a"],
  ])("takes %s → %s", (source, target) => {
    assert.deepStrictEqual(aboutPair(source, target), [])
  })

  it.each([
    [["./a", "./a"], ["8 `./a` is the target of pair `p0`"]],
    [["./a", "./a/b"], ["8 `./a/b` lies inside the target of pair `p0`"]],
    [["./a/b", "./a"], ["8 `./a` holds the target of pair `p0`"]],
    [["cloud:/a/", "cloud:a"], ["8 `cloud:a` is the target of pair `p0`"]],
    [["./a/b", "./a-b", "./a/c", "./a"], [
      "10 `./a` holds the target of pair `p0`",
      "10 `./a` holds the target of pair `p2`",
    ]],
    [["./a", "./b", "./a", "./a/x"], [
      "9 `./a` is the target of pair `p0`",
      "10 `./a/x` lies inside the target of pair `p0`",
    ]],
    [["./a", "./ab", "office:a", "cloud:a", "/a", "office:/a"], []],
  ])("of the targets %j says %j", (targets, complaints) => {
    assert.deepStrictEqual(aboutTargets(...targets), complaints)
  })

  it("knows one server by two names", () => {
    const text = withPairs(`${pair("/mnt/0", "office:a")}\n${pair("/mnt/1", "again:a/b", "q")}`)
      .replace(
        "pairs:",
        "  again: { type: sftp, host: OFFICE.test, port: 22, user: ada, auth: { agent: true } }\npairs:",
      )
    assert.deepStrictEqual(complaintsAbout(text), ["9:48 `again:a/b` lies inside the target of pair `p`"])
    assert.strictEqual(setupOf(text.replace("port: 22", "port: 23")).pairs.length, 2)
    assert.strictEqual(setupOf(text.replace("port: 22, user: ada", "user: bob")).pairs.length, 2)
  })

  it("does not judge places on a remote whose root is wrong", () => {
    const text = withPairs(`${pair("cloud:a", "cloud:a/b")}\n${pair("/mnt/1", "cloud:a/b", "q")}`)
    assert.deepStrictEqual(complaintsAbout(text.replace("/srv", "../srv")), [
      "5:82 `../srv`: a path on a server has no `..` in it",
    ])
    assert.deepStrictEqual(complaintsAbout(text.replace("/srv", "[1]")), [
      "5:82 `root` must be a path on the server, without control characters",
    ])
  })

  it("lets one pair's target be another's source", () => {
    assert.strictEqual(setupOf(withPairs(`${pair("./a", "./b")}\n${pair("./b", "office:c", "q")}`)).pairs.length, 2)
  })
})
