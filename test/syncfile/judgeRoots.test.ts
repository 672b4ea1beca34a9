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

const twoWay = (left: string, right: string, name = "p") =>
  `  ${name}: { mode: two-way, left: ${JSON.stringify(left)}, right: ${JSON.stringify(right)} }`
const aboutPairs = (...pairs: ReadonlyArray<string>) =>
  complaintsAbout(withPairs(pairs.join("\n"))).map((complaint) => complaint.replace(/:\d+ /, " "))

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
    ["/srv", "holds the syncfile itself"],
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

describe("judgeRoots of pairs that go both ways (hazard A14)", () => {
  const either = "which cannot be a side of a two-way pair"

  it.each([
    ["/", "is the root of the file system"],
    ["~/", "is your home folder"],
    ["/home", "holds your home folder"],
    [".", "holds the syncfile itself"],
    ["office:", "is the folder that the server opens at login"],
    ["office:/", "is the root of the server"],
  ])("refuses %s on either side", (root, danger) => {
    assert.deepStrictEqual(aboutPairs(twoWay(root, "/mnt/b")), [`7 \`${root}\` ${danger}, ${either}`])
    assert.deepStrictEqual(aboutPairs(twoWay("/mnt/b", root)), [`7 \`${root}\` ${danger}, ${either}`])
  })

  it("tells of both sides, each at its place", () => {
    assert.deepStrictEqual(complaintsAbout(withPairs(twoWay("/", "office:"))), [
      `7:29 \`/\` is the root of the file system, ${either}`,
      `7:41 \`office:\` is the folder that the server opens at login, ${either}`,
    ])
  })

  it("refuses a side that holds the state", () => {
    const text = `${withPairs(twoWay("/mnt/copy", "office:b"))}state: { type: sqlite, path: /mnt/copy/state.sqlite }\n`
    assert.deepStrictEqual(complaintsAbout(text), [`7:29 \`/mnt/copy\` holds the state of this syncfile, ${either}`])
  })

  it.each([
    ["./a", "./a/", "left and right are the same folder"],
    ["office:a", "office:./a", "left and right are the same folder"],
    ["./a", "./a/b", "the right side lies inside the left side"],
    ["cloud:/a/b", "cloud:a", "the left side lies inside the right side"],
  ])("refuses %s ↔ %s", (left, right, message) => {
    assert.deepStrictEqual(aboutPairs(twoWay(left, right)), [`7 ${message}`])
  })

  it.each([
    [[twoWay("./hub", "./b"), twoWay("./c", "./hub", "q"), twoWay("./hub/", "office:d", "r")], []],
    [[twoWay("office:hub", "./b"), twoWay("office:hub", "./c", "q")], []],
    [[twoWay("./hub", "./b"), twoWay("./hub/x", "./c", "q")], ["8 `./hub/x` lies inside the left side of pair `p`"]],
    [[twoWay("./b", "./hub/x"), twoWay("./hub", "./c", "q")], ["8 `./hub` holds the right side of pair `p`"]],
    [[twoWay("./hub", "./b"), twoWay("./c", "./hub", "q"), twoWay("./hub/x", "./d", "r")], [
      "9 `./hub/x` lies inside the left side of pair `p`",
    ]],
    [[twoWay("./hub", "./b"), pair("./in", "./hub", "q")], ["8 `./hub` is the left side of pair `p`"]],
    [[pair("./in", "./hub"), twoWay("./b", "./hub", "q")], ["8 `./hub` is the target of pair `p`"]],
    [[twoWay("./a", "./b"), pair("./in", "./b/x", "q")], ["8 `./b/x` lies inside the right side of pair `p`"]],
    [[pair("./in", "./a/b"), twoWay("./a", "./c", "q")], ["8 `./a` holds the target of pair `p`"]],
    [[twoWay("./a", "./a/b"), twoWay("./a/b", "./c", "q")], [
      "7 the right side lies inside the left side",
      "8 `./a/b` lies inside the left side of pair `p`",
    ]],
    [[twoWay("./a", "./b"), pair("./a", "./c", "q"), pair("./a/x", "./d", "r")], []],
  ])("of the pairs %j says %j", (pairs, complaints) => {
    assert.deepStrictEqual(aboutPairs(...pairs), complaints)
  })

  it("knows a hub by two names", () => {
    const again = "  again: { type: sftp, host: OFFICE.test, port: 22, user: ada, auth: { agent: true } }\npairs:"
    const text = (right: string) =>
      withPairs(`${twoWay("./a", "office:hub")}\n${twoWay("./b", right, "q")}`).replace("pairs:", again)
    assert.strictEqual(setupOf(text("again:hub")).pairs.length, 2)
    assert.deepStrictEqual(complaintsAbout(text("again:hub/x")), [
      "9:43 `again:hub/x` lies inside the right side of pair `p`",
    ])
  })
})
