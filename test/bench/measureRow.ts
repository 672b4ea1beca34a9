/** Plays a row: the tools in turn, round after round, so that a slow minute of the machine hits them all. */
import { Effect } from "effect"
import { type Figure, type Figures, ours } from "./Figures.ts"
import { formatSeconds } from "./formatFigure.ts"
import { type Stage } from "./openStage.ts"
import { type Measured, playTurn } from "./playTurn.ts"
import { type Row } from "./Row.ts"
import { type Command, type Tool } from "./Tool.ts"

export interface Playing {
  readonly stage: Stage
  readonly tools: ReadonlyArray<Tool>
  readonly runs: number
  readonly tell: (line: string) => void
  readonly instrument?: (command: Command) => Command // made of each command; then nothing is counted in turns of its own
}

/** Who takes longer than this is not asked again. */
const patienceSeconds = 60

export const measureRow = Effect.fnUntraced(function*(row: Row, playing: Playing) {
  const figures = new Map<Tool, Figure>()
  const tools = playing.tools.filter(({ name }) => name === ours || (row.rivals?.includes(name) ?? true))
  const runs = row.isOnce ? 1 : playing.runs
  const needsCounting = row.way === "direct" && row.tree !== undefined && playing.instrument === undefined
  const rounds = [...(needsCounting ? ["counting"] as const : []), ...range(runs)]
  for (const round of rounds) {
    for (const tool of tools) {
      const before = figures.get(tool) ?? untried(tool)
      if (before.failure !== undefined || before.seconds.some((seconds) => seconds > patienceSeconds)) continue
      const outcome = yield* playTurn(row, {
        stage: playing.stage,
        tool,
        number: round === "counting" ? 1 : round,
        isProxied: round === "counting" || row.way !== "direct",
        instrument: playing.instrument ?? ((command) => command),
      })
      if (outcome === undefined) continue
      const figure = withOutcome(before, outcome, round === "counting")
      const said = figure.failure ?? (typeof outcome === "string" ? outcome : formatSeconds(outcome.seconds))
      playing.tell(`${row.name} ${round === "counting" ? round : `${round}/${runs}`} ${tool.name}: ${firstLine(said)}`)
      figures.set(tool, figure)
    }
  }
  const measured: Figures = { row: row.name, title: row.title, goals: row.goals, figures: [...figures.values()] }
  return measured
})

const range = (end: number): ReadonlyArray<number> => Array.from({ length: end }, (_, index) => index + 1)
const firstLine = (text: string): string => text.split("\n", 1).join()

const untried = ({ name }: Tool): Figure => ({
  tool: name,
  seconds: [],
  peakBytes: undefined,
  wire: undefined,
  bytesPerSecond: undefined,
  failure: undefined,
})

/** Of a turn that only counts nothing else is taken: what counted was in the way. */
const withOutcome = (figure: Figure, outcome: Measured | string, isCounting: boolean): Figure => {
  if (typeof outcome === "string") return { ...figure, failure: outcome }
  const wire = outcome.wire ?? figure.wire
  if (isCounting) return { ...figure, wire }
  return {
    ...figure,
    seconds: [...figure.seconds, outcome.seconds],
    peakBytes: outcome.peakBytes === undefined ? figure.peakBytes : Math.max(figure.peakBytes ?? 0, outcome.peakBytes),
    wire,
    bytesPerSecond: outcome.bytesPerSecond ?? figure.bytesPerSecond,
  }
}
