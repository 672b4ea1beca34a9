import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { makeRows, type Row } from "./makeRows.ts"
import { measureRow } from "./measureRow.ts"
import { openStage } from "./openStage.ts"
import { type Tool } from "./Tool.ts"
import { findTools } from "./tools/findTools.ts"
import { scp } from "./tools/scp.ts"

/** One file after the other over a distance takes long, and shows no more than without. */
const rows = makeRows({ small: 20, large: 3 << 20, many: 30, moved: 20 }).filter((row) => row.name !== "small-rtt")
const rowNamed = (name: string): Row => {
  const row = rows.find((row) => row.name === name)
  if (row === undefined) throw new Error(`no row ${name}`)
  return row
}

/** Ends well at once, having done nothing. */
const idler: Tool = { ...scp, name: "idler", prepare: () => ({ program: "true", args: [] }) }

describe("measureRow", () => {
  for (const row of rows) {
    it.live(`finds that every tool that is here does its work: ${row.name}`, () =>
      Effect.gen(function*() {
        const stage = yield* openStage
        const tools = findTools(stage.env).flatMap(({ tool, version }) => version === undefined ? [] : [tool])
        const { figures } = yield* measureRow(row, { stage, tools, runs: 1, tell: () => {} })
        assert.include(figures.map(({ tool }) => tool), "syncfile")
        for (const { tool, seconds, failure } of figures) {
          assert.isUndefined(failure, tool)
          assert.strictEqual(seconds.length, 1, tool)
        }
      }).pipe(Effect.scoped))
  }

  it.live("takes turns, and does not count who did not do the work", () =>
    Effect.gen(function*() {
      const told: Array<string> = []
      const playing = {
        stage: yield* openStage,
        tools: [scp, idler],
        runs: 2,
        tell: (line: string) => void told.push(line),
      }
      const { figures } = yield* measureRow(rowNamed("small-loopback"), playing)
      assert.deepStrictEqual(told.map((line) => line.replace(/:.*/, "")), [
        "small-loopback 1/2 scp",
        "small-loopback 1/2 idler",
        "small-loopback 2/2 scp",
      ])
      assert.strictEqual(figures[0]?.seconds.length, 2)
      assert.strictEqual(figures[1]?.failure, "nothing arrived")
    }).pipe(Effect.scoped))

  it.live("does not count a listing that lacks files", () =>
    Effect.gen(function*() {
      const playing = { stage: yield* openStage, tools: [idler], runs: 1, tell: () => {} }
      const { figures } = yield* measureRow(rowNamed("list-rtt"), playing)
      assert.strictEqual(figures[0]?.failure, "0 files listed instead of 30")
    }).pipe(Effect.scoped))
})
