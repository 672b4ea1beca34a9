import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import { ignoreFilesOf } from "../../src/syncfile/ignoreFilesOf.ts"
import { parse } from "../../src/syncfile/parse.ts"
import { resolve } from "../../src/syncfile/resolve.ts"
import { complaintsAbout, setupOf, withPairs } from "./reading.ts"

const pair = "  p: { mode: copy, source: ./a, target: ./b }"

/** Each file holds one rule, made of its own path, so that it shows which file was asked for. */
const rulesFromPath = (path: string) => `${path.slice(1)}.tmp`

describe("resolve", () => {
  it("makes a setup of the whole syncfile", () => {
    const { name, pairs, remotes, state } = setupOf(withPairs(pair))
    assert.deepStrictEqual([name, pairs.length, [...remotes.keys()], state], [
      "feeds",
      1,
      ["office", "cloud"],
      "/srv/feeds/.syncfile/state.sqlite",
    ])
  })

  it.each([
    ["{ type: sqlite }", "/srv/feeds/.syncfile/state.sqlite"],
    ["{ type: sqlite, path: var/feeds.db }", "/srv/feeds/var/feeds.db"],
    ["{ type: sqlite, path: ../feeds.db }", "/srv/feeds.db"],
    ["{ type: sqlite, path: /var/lib/feeds.db }", "/var/lib/feeds.db"],
    ["{ type: sqlite, path: ~/feeds.db }", "/home/ada/feeds.db"],
  ])("puts the state of %s at %s", (state, path) => {
    assert.strictEqual(setupOf(`${withPairs(pair)}state: ${state}\n`).state, path)
  })

  it.each(["var/", ".", "..", "/var/..", "\"~\""])("refuses the folder %s for the state", (path) => {
    const complaints = complaintsAbout(`${withPairs(pair)}state: { type: sqlite, path: ${path} }\n`)
    assert.deepStrictEqual(complaints, [
      `8:30 \`${path.replaceAll("\"", "")}\` is a folder, and the state is a file`,
    ])
  })

  it("takes what the caller read of the files that the syncfile names", () => {
    const text = withPairs(
      "  p: { mode: copy, source: ./a, target: ./b, filters: [ignoreFile: one, [ignoreFile: ../two]] }\n"
        + "  q: { mode: copy, source: ./a, target: ./c, filters: [ignoreFile: ./one, excude: x] }",
    ) + "defaults: { filters: [ignoreFile: /three] }\n"
    const parsed = Result.getOrThrow(parse("syncfile.yaml", text.replace("excude", "exclude"), {}))
    assert.deepStrictEqual(ignoreFilesOf(parsed, "/srv/feeds"), ["/three", "/srv/feeds/one", "/srv/two"])
    const setup = Result.getOrThrow(
      resolve(parsed, { directory: "/srv/feeds", home: "/", ignoreFiles: rulesFromPath }),
    )
    assert.deepStrictEqual(setup.pairs[0]?.filters, [
      { _tag: "Exclude", glob: "srv/feeds/one.tmp" },
      { _tag: "Exclude", glob: "srv/two.tmp" },
    ])
  })

  it("names the files of rules also where the syncfile has mistakes", () => {
    const text = withPairs("  p: { mode: cpoy, source: ./a, filters: [ignoreFile: one, ignoreFile: 5, excude: x, ~] }")
    const parsed = Result.getOrThrow(parse("syncfile.yaml", text, {}))
    assert.deepStrictEqual(ignoreFilesOf(parsed, "/srv/feeds"), ["/srv/feeds/one"])
  })
})
