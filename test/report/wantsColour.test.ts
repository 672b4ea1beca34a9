import { assert, describe, it } from "@effect/vitest"
import { type ColourOption, wantsColour } from "../../src/report/wantsColour.ts"

describe("wantsColour", () => {
  it.each<readonly [ColourOption, Record<string, string>, boolean, boolean]>([
    // flag, environment, is a terminal, colour
    ["auto", {}, true, true],
    ["auto", {}, false, false],
    ["auto", { NO_COLOR: "1" }, true, false],
    ["auto", { NO_COLOR: "0" }, true, false],
    ["auto", { NO_COLOR: "" }, true, true],
    ["auto", { FORCE_COLOR: "1" }, false, true],
    ["auto", { FORCE_COLOR: "3" }, false, true],
    ["auto", { FORCE_COLOR: "0" }, false, false],
    ["auto", { FORCE_COLOR: "False" }, false, false],
    ["auto", { FORCE_COLOR: "" }, false, false],
    ["auto", { FORCE_COLOR: "0" }, true, true],
    ["auto", { FORCE_COLOR: "1", NO_COLOR: "1" }, true, false],
    ["auto", { TERM: "dumb" }, true, false],
    ["auto", { TERM: "dumb", FORCE_COLOR: "1" }, true, false],
    ["auto", { TERM: "xterm-256color" }, true, true],
    ["always", { NO_COLOR: "1", TERM: "dumb" }, false, true],
    ["never", { FORCE_COLOR: "1" }, true, false],
  ])(
    "--color %s with %j (terminal: %s): %s",
    (option, env, isTerminal, expected) => assert.strictEqual(wantsColour({ option, env, isTerminal }), expected),
  )
})
