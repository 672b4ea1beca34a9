import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { sharedServer } from "../support/sharedServer.ts"
import { ours } from "./Figures.ts"
import { makeRows } from "./makeRows.ts"
import { measureRow } from "./measureRow.ts"
import { openStage } from "./openStage.ts"
import { type Row } from "./Row.ts"
import { type Tool } from "./Tool.ts"
import { findTools } from "./tools/findTools.ts"
import { scp } from "./tools/scp.ts"

const sizes = { small: 20, large: 3 << 20, huge: 48 << 20, capped: 3 << 20, many: 30, moved: 20, checked: 20 }
const rows = makeRows(sizes)
const rowNamed = (name: string): Row => {
  const row = rows.find((row) => row.name === name)
  if (row === undefined) throw new Error(`no row ${name}`)
  return row
}

const opened = sharedServer(openStage)

/** The figures of all tools that are here, or of those named. */
const measured = Effect.fnUntraced(function*(row: Row, names?: ReadonlyArray<string>) {
  const stage = yield* opened
  const tools = findTools(stage.env)
    .filter(({ tool }) => names?.includes(tool.name) ?? true)
    .flatMap(({ tool, version }) => version === undefined ? [] : [tool])
  const { figures } = yield* measureRow(row, { stage, tools, runs: 1, tell: () => {} })
  if (names === undefined) assert.include(figures.map(({ tool }) => tool), ours)
  return figures
})

/** Ends well at once, having done nothing. */
const idler: Tool = { ...scp, name: "idler", prepare: () => ({ program: "true", args: [] }) }

describe("measureRow", () => {
  /** Every tool at each work that it does; what is the same for all of them shows in some. */
  const takingPart: Readonly<Record<string, ReadonlyArray<string> | undefined>> = {
    "small-loopback": undefined,
    "large-down": undefined,
    "noop": undefined,
    "list-rtt": undefined,
    "remote-to-remote": [ours, "rclone", "lftp", "scp"],
    "checksum-rtt": [ours, "rclone", "rsync"],
    "rename": [ours, "rclone"],
    "delta": [ours, "rsync"],
    "limited": [ours],
    "handles": [ours],
    "start-help": undefined,
  }
  for (const [name, tools] of Object.entries(takingPart)) {
    it.live(`finds that the tools do their work: ${name}`, () =>
      Effect.gen(function*() {
        const row = rowNamed(name)
        for (const figure of yield* measured({ ...row, way: row.way === "direct" ? "counted" : row.way }, tools)) {
          const { tool, seconds, failure, wire } = figure
          assert.isUndefined(failure, tool)
          assert.strictEqual(seconds.length, 1, tool)
          const least = row.task === "relay" ? sizes.large : 1000
          if (row.tree !== undefined) assert.isAbove(Math.min(wire?.up ?? 0, wire?.down ?? 0), least, tool)
        }
      }))
  }

  it.live("counts in a turn of its own what goes directly", () =>
    Effect.gen(function*() {
      for (const { failure, seconds, tool, wire } of yield* measured(rowNamed("large-up"), [ours, "scp"])) {
        assert.isUndefined(failure, tool)
        assert.strictEqual(seconds.length, 1, tool)
        assert.isTrue((wire?.up ?? 0) > sizes.large && (wire?.up ?? 0) < 1.1 * sizes.large, `${tool}: ${wire?.up}`)
      }
    }))

  it.live("kills who is to go on later, and counts what was left to do", () =>
    Effect.gen(function*() {
      const [mine] = yield* measured({ ...rowNamed("resume"), cutAfter: sizes.huge / 4 } as Row, [ours])
      assert.isUndefined(mine?.failure)
      assert.isAbove(mine?.wire?.up ?? 0, 1000)
      assert.isAbove(mine?.peakBytes ?? 0, 1 << 20)
    }))

  it.live("does not count who is done before it can be killed", () =>
    Effect.gen(function*() {
      const [figure] = yield* measured({ ...rowNamed("resume"), cutAfter: 1e15 } as Row, ["rsync"])
      assert.match(figure?.failure ?? "", /^ended before it could be killed: exit code 0/)
    }))

  it.live("has the rate that goes over the wire, under the cap that each tool is told", () =>
    Effect.gen(function*() {
      const cap = 5 << 20
      for (const figure of yield* measured({ ...rowNamed("bandwidth"), bytesPerSecond: cap } as Row, [ours, "sftp"])) {
        assert.isUndefined(figure.failure, figure.tool)
        assert.isBelow(figure.bytesPerSecond ?? Infinity, 2 * cap, figure.tool)
      }
    }))

  it.live("takes turns, and does not count who did not do the work", () =>
    Effect.gen(function*() {
      const told: Array<string> = []
      const playing = {
        stage: yield* opened,
        tools: [scp, idler],
        runs: 2,
        tell: (line: string) => void told.push(line),
      }
      const row = { ...rowNamed("small-loopback"), name: "turns" }
      const { figures } = yield* measureRow(row, playing)
      assert.deepStrictEqual(told.map((line) => line.replace(/:.*/, "")), [
        "turns counting scp",
        "turns counting idler",
        "turns 1/2 scp",
        "turns 2/2 scp",
      ])
      assert.strictEqual(figures[0]?.seconds.length, 2)
      assert.strictEqual(figures[1]?.failure, "nothing arrived")
    }))

  it.live("does not count a listing that lacks files", () =>
    Effect.gen(function*() {
      const playing = { stage: yield* opened, tools: [idler], runs: 1, tell: () => {} }
      const { figures } = yield* measureRow({ ...rowNamed("list-rtt"), name: "idle", rivals: ["idler"] }, playing)
      assert.strictEqual(figures[0]?.failure, "0 files listed instead of 30")
    }))
})
