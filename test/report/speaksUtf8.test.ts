import { assert, describe, it } from "@effect/vitest"
import { speaksUtf8 } from "../../src/report/speaksUtf8.ts"

describe("speaksUtf8", () => {
  it.each<readonly [Record<string, string>, boolean]>([
    [{}, false],
    [{ LANG: "en_US.UTF-8" }, true],
    [{ LANG: "de_DE.utf8" }, true],
    [{ LANG: "C" }, false],
    [{ LANG: "C.UTF-8" }, true],
    [{ LANG: "de_DE@euro" }, false],
    [{ LC_ALL: "C", LC_CTYPE: "C.UTF-8", LANG: "C.UTF-8" }, false],
    [{ LC_ALL: "", LC_CTYPE: "C.UTF-8", LANG: "C" }, true],
    [{ LC_MESSAGES: "C.UTF-8" }, false],
  ])("%j: %s", (env, expected) => assert.strictEqual(speaksUtf8(env), expected))
})
