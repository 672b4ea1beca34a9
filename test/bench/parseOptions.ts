/** What `npm run bench` is told. */
import { parseArgs } from "node:util"
import { bytesOf } from "../../src/syncfile/bytesOf.ts"
import { makeRows } from "./makeRows.ts"
import { isChosen } from "./Row.ts"
import { fullSizes, quickSizes, type Sizes } from "./Sizes.ts"
import { allTools } from "./tools/allTools.ts"

export interface Options {
  readonly rows: ReadonlyArray<string> // empty: all
  readonly tools: ReadonlyArray<string> // rivals; empty: all
  readonly runs: number
  readonly sizes: Sizes
  readonly json: string | undefined
  readonly writes: boolean
  readonly profiles: boolean
}

export const usage = `npm run bench -- [--row NAME]... [--tool NAME]... [--runs N] [--quick] [--size SIZE] [--huge SIZE]
                    [--count N] [--json FILE] [--write] [--profile]

  --row NAME    only this row: ${
  makeRows(fullSizes).map((row) => row.name).join(", ")
} (the word before a dash: all that begin so)
  --tool NAME   only this rival: ${allTools.slice(1).map((tool) => tool.name).join(", ")}
  --runs N      how often each tool takes its turn; the median counts (default 3, with --quick 1)
  --quick       small sizes, to see that everything works
  --size SIZE   of the large file (default 1GiB)
  --huge SIZE   of the file that is cut off (default 10GiB)
  --count N     of the many files that are planned and listed (default 100000); "million" has ten times as many
  --json FILE   write all figures there
  --write       put the tables into README.md and docs/performance.md, and draw docs/performance.svg
  --profile     syncfile alone, once: leaves CPU profiles in bench/ and tells where the time went
`

/** A text says what is wrong with them. */
export const parseOptions = (args: ReadonlyArray<string>): Options | string => {
  const read = readArguments(args)
  if (typeof read === "string") return read
  const { row = [], tool = [], runs, quick = false, size, count, huge, json, write = false, profile = false } = read
  const base = quick ? quickSizes : fullSizes
  const [large, hugeBytes] = [sizeOf(size, base.large), sizeOf(huge, base.huge)]
  const [rounds, many] = [wholeOf(runs, quick ? 1 : 3), wholeOf(count, base.many)]
  if (rounds === undefined) return `--runs takes a number above 0, not ${runs}`
  if (many === undefined) return `--count takes a number above 0, not ${count}`
  if (large === undefined) return `--size takes a size like 512MiB, not ${size}`
  if (hugeBytes === undefined) return `--huge takes a size like 512MiB, not ${huge}`
  if (write && profile) return "--write does not go with --profile: whoever is watched is slower"
  if (write && quick) return "--write does not go with --quick: such figures say little"
  const sizes = { ...base, large, huge: hugeBytes, many }
  const unknown = row.find((name) => makeRows(sizes).every((one) => !isChosen(one, [name])))
  if (unknown !== undefined) return `there is no row ${unknown}`
  const stranger = tool.find((name) => allTools.every((one) => one.name !== name))
  if (stranger !== undefined) return `there is no tool ${stranger}`
  return { rows: row, tools: tool, runs: profile ? 1 : rounds, sizes, json, writes: write, profiles: profile }
}

const readArguments = (args: ReadonlyArray<string>) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        row: { type: "string", multiple: true },
        tool: { type: "string", multiple: true },
        runs: { type: "string" },
        quick: { type: "boolean" },
        size: { type: "string" },
        huge: { type: "string" },
        count: { type: "string" },
        json: { type: "string" },
        write: { type: "boolean" },
        profile: { type: "boolean" },
      },
    }).values
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause)
  }
}

const wholeOf = (written: string | undefined, otherwise: number): number | undefined => {
  if (written === undefined) return otherwise
  return /^[1-9]\d{0,8}$/.test(written) ? Number(written) : undefined
}

const sizeOf = (written: string | undefined, otherwise: number): number | undefined => {
  if (written === undefined) return otherwise
  const size = bytesOf(written)
  return Number.isSafeInteger(size) && size > 0 ? size : undefined
}
