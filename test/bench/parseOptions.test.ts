import { assert, describe, it } from "@effect/vitest"
import { parseOptions } from "./parseOptions.ts"
import { fullSizes, quickSizes } from "./Sizes.ts"

describe("parseOptions", () => {
  it("measures everything three times at full size unless told otherwise", () =>
    assert.deepStrictEqual(parseOptions([]), {
      rows: [],
      tools: [],
      runs: 3,
      sizes: fullSizes,
      json: undefined,
      writes: false,
      profiles: false,
    }))

  it("takes every option", () =>
    assert.deepStrictEqual(
      parseOptions(
        "--row noop --row large --tool rsync --runs 5 --size 2GiB --huge 3GiB --count 1000 --json out.json --write"
          .split(" "),
      ),
      {
        rows: ["noop", "large"],
        tools: ["rsync"],
        runs: 5,
        sizes: { ...fullSizes, large: 2 * 1024 ** 3, huge: 3 * 1024 ** 3, many: 1000 },
        json: "out.json",
        writes: true,
        profiles: false,
      },
    ))

  it("is quick once, with small sizes, of which one can be another", () => {
    const options = parseOptions(["--quick", "--count", "7"])
    if (typeof options === "string") throw new Error(options)
    assert.strictEqual(options.runs, 1)
    assert.deepStrictEqual(options.sizes, { ...quickSizes, many: 7 })
  })

  it("profiles once, at full size unless told otherwise", () => {
    const options = parseOptions(["--profile", "--runs", "5"])
    if (typeof options === "string") throw new Error(options)
    assert.deepStrictEqual([options.profiles, options.runs, options.sizes], [true, 1, fullSizes])
  })

  it.each([
    [["--runs", "0"], "--runs"],
    [["--runs", "some"], "--runs"],
    [["--count", "1e5"], "--count"],
    [["--size", "large"], "--size"],
    [["--size", "12"], "--size"],
    [["--row", "smal"], "row smal"],
    [["--tool", "ncftp"], "tool ncftp"],
    [["--huge", "12"], "--huge"],
    [["--write", "--quick"], "--quick"],
    [["--write", "--profile"], "--profile"],
    [["--fast"], "--fast"],
    [["noop"], "noop"],
  ])("refuses %j and says why", (args, word) => {
    const complaint = parseOptions(args)
    assert.include(typeof complaint === "string" ? complaint : "", word)
  })
})
