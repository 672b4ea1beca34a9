/** `npm run bench`: syncfile and its rivals side by side, over OpenSSH servers. docs/performance.md tells how. */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { Effect } from "effect"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { colourStyle, plainStyle } from "../../src/report/Style.ts"
import { type Figures, isFault, ours } from "./Figures.ts"
import { lookAtMachine, machineLine } from "./Machine.ts"
import { makeRows } from "./makeRows.ts"
import { measureRow, type Playing } from "./measureRow.ts"
import { dropTree, openStage, type Stage } from "./openStage.ts"
import { type Options, parseOptions, usage } from "./parseOptions.ts"
import { emptyFolderFor, profiled, renderProfiles } from "./profiling.ts"
import { renderFigures } from "./renderFigures.ts"
import { isChosen, type Row } from "./Row.ts"
import { findTools } from "./tools/findTools.ts"
import { describeEntryPoint, entry } from "./tools/syncfile.ts"
import { verdictsOf } from "./verdictsOf.ts"
import { writeReport } from "./writeReport.ts"

const project = join(import.meta.dirname, "..", "..")
const say = (text: string) => process.stdout.write(`${text}\n`)
const tell = (text: string) => process.stderr.write(`${text}\n`)

const bench = Effect.fnUntraced(function*(options: Options) {
  const stage = yield* openStage
  const found = findTools(stage.env).filter(({ tool: { name } }) => isAsked(name, options))
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
  const measured = yield* Effect.forEach(
    rows,
    (row, index) =>
      (options.profiles ? profileRow(row, playing) : measureRow(row, playing)).pipe(
        Effect.tap(() => dropUnneeded(row, rows.slice(index + 1), stage)),
      ),
  )
  say(`\n${renderFigures(measured, process.stdout.isTTY ? colourStyle : plainStyle)}\n\n${remark}`)
  if (options.json !== undefined) writeFileSync(options.json, documentOf({ machine, options }, measured))
  for (const line of options.writes ? writeReport(project, measured, remark) : []) tell(line)
  if (measured.some((row) => row.figures.some((figure) => isFault(row, figure)))) process.exitCode = 1
})

const isAsked = (name: string, { profiles, tools }: Options): boolean =>
  name === ours || (!profiles && (tools.length === 0 || tools.includes(name)))

const profileRow = Effect.fnUntraced(function*(row: Row, playing: Playing) {
  const folder = emptyFolderFor(row.name, project)
  const measured = yield* measureRow(row, { ...playing, instrument: (command) => profiled(command, folder) })
  say(`\n${renderProfiles(folder, project)}`)
  return measured
})

/** Disks are finite. */
const dropUnneeded = (row: Row, later: ReadonlyArray<Row>, stage: Stage): Effect.Effect<void> => {
  const { tree } = row
  if (tree === undefined || later.some((other) => other.tree?.name === tree.name)) return Effect.void
  return dropTree(stage, tree)
}

const documentOf = (about: object, measured: ReadonlyArray<Figures>): string => {
  const rows = measured.map((row) => ({ ...row, verdicts: verdictsOf(row, measured) }))
  return `${JSON.stringify({ ...about, rows }, undefined, 2)}\n`
}

const options = parseOptions(process.argv.slice(2))
if (typeof options === "string") {
  tell(`${options}\n\n${usage}`)
  process.exitCode = 64
} else {
  NodeRuntime.runMain(Effect.scoped(bench(options)))
}
