import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import { belowRoot, serverPath } from "../../src/syncfile/serverPath.ts"

describe("serverPath", () => {
  it.each([
    ["", ""],
    [".", ""],
    ["./", ""],
    ["/", "/"],
    ["//", "/"],
    ["a//b/", "a/b"],
    ["/a/./b", "/a/b"],
    ["...", "..."],
  ])("writes %j as %j", (written, path) => assert.deepStrictEqual(serverPath(written), Result.succeed(path)))

  it.each(["..", "a/../b", "/..", "~", "~/a", "~bob/a", "./~/a"])("refuses %s", (written) => {
    assert.isTrue(Result.isFailure(serverPath(written)))
  })
})

describe("belowRoot", () => {
  it.each([
    ["", "", ""],
    ["", "a", "a"],
    ["", "/a", "/a"],
    ["/", "", "/"],
    ["/", "a", "/a"],
    ["/", "/a", "/a"],
    ["/srv", "", "/srv"],
    ["/srv", "/", "/srv"],
    ["/srv", "a/b", "/srv/a/b"],
    ["/srv", "/a", "/srv/a"],
    ["data", "a", "data/a"],
    ["data", "/a", "data/a"],
  ])("below the root %j, %j lies at %j", (root, path, below) => assert.strictEqual(belowRoot(root, path), below))
})
