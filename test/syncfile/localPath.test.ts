import { assert, describe, it } from "@effect/vitest"
import { holds, localPath, normalised } from "../../src/syncfile/localPath.ts"

const folders = { directory: "/srv/feeds", home: "/home/ada" }

describe("localPath", () => {
  it.each([
    ["a", "/srv/feeds/a"],
    ["./a", "/srv/feeds/a"],
    ["../a", "/srv/a"],
    ["/a/", "/a"],
    ["~", "/home/ada"],
    ["~/a", "/home/ada/a"],
    ["~/../bob", "/home/bob"],
    ["./~/a", "/srv/feeds/~/a"],
    ["~bob", "/srv/feeds/~bob"],
    ["../../../../..", "/"],
  ])("makes %s absolute", (written, path) => assert.strictEqual(localPath(written, folders), path))
})

describe("normalised", () => {
  it.each([["", "/"], ["/", "/"], ["//a//b/", "/a/b"], ["/a/./b/.", "/a/b"], ["/a/../../b", "/b"], ["/...", "/..."]])(
    "writes %j as %s",
    (path, plain) => assert.strictEqual(normalised(path), plain),
  )
})

describe("holds", () => {
  it.each([
    ["/a", "/a", true],
    ["/a", "/a/b", true],
    ["/", "/a", true],
    ["/", "/", true],
    ["/a", "/ab", false],
    ["/a/b", "/a", false],
    ["a", "a/b", true],
  ])("tells of %s and %s: %s", (folder, path, answer) => assert.strictEqual(holds(folder, path), answer))
})
