/** Plays a row: the tools in turn, round after round, so that a slow minute of the machine hits them all. */
import { Effect } from "effect"
import { mkdirSync } from "node:fs"
import { rm } from "node:fs/promises"
import { join } from "node:path"
import { type Figure, type Figures } from "./Figures.ts"
import { formatSeconds } from "./formatFigure.ts"
import { type Row } from "./makeRows.ts"
import { makeTrial } from "./makeTrial.ts"
import { settle, type Stage } from "./openStage.ts"
import { timed, type Timing } from "./timed.ts"
import { type Tool, type Work } from "./Tool.ts"

export interface Playing {
  readonly stage: Stage
  readonly tools: ReadonlyArray<Tool>
  readonly runs: number
  readonly tell: (line: string) => void
}

/** Who takes longer than this is not asked again. */
const patienceSeconds = 60
const deadlineSeconds = 900

export const measureRow = Effect.fnUntraced(function*(row: Row, { stage, tools, runs, tell }: Playing) {
  const figures = new Map<Tool, Figure>()
  for (let run = 1; run <= runs; run++) {
    for (const tool of tools) {
      const before = figures.get(tool) ?? { tool: tool.name, seconds: [], peakBytes: undefined, failure: undefined }
      if (before.failure !== undefined || before.seconds.some((seconds) => seconds > patienceSeconds)) continue
      const outcome = yield* playOnce(row, stage, tool, run)
      if (outcome === undefined) continue
      const figure = withOutcome(before, outcome)
      const said = figure.failure ?? formatSeconds(figure.seconds.at(-1) ?? 0)
      tell(`${row.name} ${run}/${runs} ${tool.name}: ${said.split("\n", 1).join()}`)
      figures.set(tool, figure)
    }
  }
  const measured: Figures = { row: row.name, title: row.title, goals: row.goals, figures: [...figures.values()] }
  return measured
})

/** A text tells what went wrong; undefined, that the tool has no such work. */
const playOnce = Effect.fnUntraced(function*(row: Row, stage: Stage, tool: Tool, run: number) {
  const name = `${row.name}-${tool.name.replace(" ", "-")}`
  const scratch = join(stage.place, `${name}-scratch`)
  mkdirSync(scratch, { recursive: true })
  const trial = makeTrial(row, stage, `${name}-${run}`)
  const command = tool.prepare(trial.work, scratch)
  if (command === undefined || (trial.between !== undefined && !tool.mirrors)) return undefined
  const surroundings = { env: stage.env, folder: scratch, log: join(scratch, "log") }
  if (trial.work.task === "preview" && tool.remembers && run === 1) {
    const first = tool.prepare({ ...trial.work, task: "upload" }, scratch)
    if (first !== undefined) yield* timed(first, surroundings)
  }
  if (trial.between !== undefined) {
    yield* timed(command, surroundings)
    trial.between()
  }
  yield* settle
  const timing = yield* Effect.timeoutOption(timed(command, surroundings), deadlineSeconds * 1000)
  const complaint = timing._tag === "None"
    ? `not done after ${deadlineSeconds} s`
    : complaintAbout(timing.value, tool, trial.work) ?? trial.complaint(timing.value)
  for (const leftover of trial.leftovers) yield* Effect.promise(() => rm(leftover, { recursive: true, force: true }))
  return complaint ?? (timing._tag === "Some" ? timing.value : undefined)
})

const complaintAbout = ({ exitCode, stdout, stderr }: Timing, tool: Tool, { task }: Work): string | undefined => {
  const printed = (stdout + stderr).trim()
  if (exitCode !== 0) return `exit code ${exitCode}: ${printed.slice(-400)}`
  if (task === "preview" && tool.tellsOfChanges.test(printed)) return `finds something to do: ${printed.slice(0, 400)}`
  return undefined
}

const withOutcome = (figure: Figure, outcome: Timing | string): Figure =>
  typeof outcome === "string" ? { ...figure, failure: outcome } : {
    ...figure,
    seconds: [...figure.seconds, outcome.seconds],
    peakBytes: outcome.peakBytes === undefined ? figure.peakBytes : Math.max(figure.peakBytes ?? 0, outcome.peakBytes),
  }
