/** `npm run bench`: syncfile and its rivals side by side, over one OpenSSH server. docs/performance.md tells how. */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { Effect } from "effect"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { colourStyle, plainStyle } from "../../src/report/Style.ts"
import { type Figures, ours } from "./Figures.ts"
import { lookAtMachine, machineLine } from "./Machine.ts"
import { isChosen, makeRows } from "./makeRows.ts"
import { measureRow } from "./measureRow.ts"
import { openStage } from "./openStage.ts"
import { type Options, parseOptions, usage } from "./parseOptions.ts"
import { renderFigures } from "./renderFigures.ts"
import { renderMarkdown } from "./renderMarkdown.ts"
import { findTools } from "./tools/findTools.ts"
import { describeEntryPoint, entry } from "./tools/syncfile.ts"
import { writeReport } from "./writeReport.ts"

const project = join(import.meta.dirname, "..", "..")
const say = (text: string) => process.stdout.write(`${text}\n`)
const tell = (text: string) => process.stderr.write(`${text}\n`)

const bench = Effect.fnUntraced(function*(options: Options) {
  const stage = yield* openStage
  const found = findTools(stage.env)
    .filter(({ tool }) => tool.name === ours || options.tools.length === 0 || options.tools.includes(tool.name))
  for (const { tool, version } of found) {
    if (version === undefined && tool.name !== ours) tell(`${tool.name} is not installed: left out`)
  }
  if (found[0]?.version === undefined) return yield* Effect.die(new Error(`syncfile itself does not run: ${entry}`))
  const here = found.flatMap(({ tool, version }) => version === undefined ? [] : [{ tool, version }])
  const machine = lookAtMachine(new Date(), new Map(here.map(({ tool, version }) => [tool.product.name, version])))
  const remark = `${machineLine(machine)} syncfile ran from ${describeEntryPoint()}.`
  tell(remark)
  const playing = { stage, tools: here.map(({ tool }) => tool), runs: options.runs, tell }
  const rows = makeRows(options.sizes).filter((row) => isChosen(row, options.rows))
  const measured: ReadonlyArray<Figures> = yield* Effect.forEach(rows, (row) => measureRow(row, playing))
  say(`\n${renderFigures(measured, process.stdout.isTTY ? colourStyle : plainStyle)}\n\n${remark}`)
  if (options.json !== undefined) {
    writeFileSync(options.json, `${JSON.stringify({ machine, options, rows: measured }, undefined, 2)}\n`)
  }
  for (const line of options.writes ? writeReport(project, renderMarkdown(measured, remark)) : []) tell(line)
  if (measured.some(({ figures }) => figures.some(({ failure }) => failure !== undefined))) process.exitCode = 1
})

const options = parseOptions(process.argv.slice(2))
if (typeof options === "string") {
  tell(`${options}\n\n${usage}`)
  process.exitCode = 64
} else {
  NodeRuntime.runMain(Effect.scoped(bench(options)))
}
