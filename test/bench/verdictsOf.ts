/** Whether the goals of a row are met. */
import { dividing, figureOf, type Figures, ours, ratioTo, timeOf } from "./Figures.ts"
import { describeGoal, formatGoalFigure, type Goal } from "./Goal.ts"

export interface Verdict {
  readonly goal: Goal
  readonly figure: number | undefined
  readonly outcome: "met" | "not met" | "not measured"
}

/** `all`: every row measured, for goals that look at another one. If ours failed, no goal is met. */
export const verdictsOf = (measured: Figures, all: ReadonlyArray<Figures>): ReadonlyArray<Verdict> => {
  const hasFailed = measured.figures.some(({ tool, failure }) => tool === ours && failure !== undefined)
  return measured.goals.map((goal) => {
    const figure = figureFor(goal, measured, all)
    if (figure === undefined) return { goal, figure, outcome: hasFailed ? "not met" : "not measured" }
    return { goal, figure, outcome: meets(goal, figure) ? "met" : "not met" }
  })
}

export const describeVerdict = ({ goal, figure, outcome }: Verdict): string =>
  `${describeGoal(goal)}: ${outcome}${figure === undefined ? "" : ` (${formatGoalFigure(goal, figure)})`}`

const figureFor = (goal: Goal, measured: Figures, all: ReadonlyArray<Figures>): number | undefined => {
  const mine = figureOf(measured, ours)
  switch (goal.of) {
    case "ratio":
      return ratioTo(measured, goal.rival)
    case "growth": {
      const other = all.find(({ row }) => row === goal.row)
      return other === undefined ? undefined : dividing(timeOf(measured, ours), timeOf(other, ours))
    }
    case "seconds":
    case "completion":
      return timeOf(measured, ours)
    case "wire":
      return mine?.wire === undefined ? undefined : (mine.wire.up + mine.wire.down) / goal.bytes
    case "sent":
      return mine?.wire === undefined ? undefined : mine.wire.up / goal.bytes
    case "memory":
      return mine?.peakBytes
    case "rate":
      return mine?.bytesPerSecond
  }
}

const meets = (goal: Goal, figure: number): boolean => {
  if (goal.of === "completion") return true
  if (goal.of === "rate") return Math.abs(figure / goal.bytesPerSecond - 1) <= goal.within
  return figure <= goal.atMost
}
