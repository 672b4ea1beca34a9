/** What was measured in one row, and what follows from it. */
import { median } from "./median.ts"

/** Ours is to take at most so many times as long as a rival. */
export interface Goal {
  readonly rival: string
  readonly atMost: number
}

export interface Figure {
  readonly tool: string
  readonly seconds: ReadonlyArray<number> // of each run that went well
  readonly peakBytes: number | undefined // the largest of all runs
  readonly failure: string | undefined // if there is one, nothing counts
}

export interface Figures {
  readonly row: string
  readonly title: string
  readonly goals: ReadonlyArray<Goal>
  readonly figures: ReadonlyArray<Figure>
}

export interface Verdict extends Goal {
  readonly ratio: number | undefined // undefined: one of the two was not measured
  readonly isMet: boolean
}

export const ours = "syncfile"

export const timeOf = (measured: Figures, tool: string): number | undefined => {
  const figure = measured.figures.find((one) => one.tool === tool)
  return figure === undefined || figure.failure !== undefined || figure.seconds.length === 0
    ? undefined
    : median(figure.seconds)
}

/** Our time divided by the rival's: below one we are faster. */
export const ratioTo = (measured: Figures, rival: string): number | undefined => {
  const [mine, theirs] = [timeOf(measured, ours), timeOf(measured, rival)]
  return mine === undefined || theirs === undefined ? undefined : mine / theirs
}

export const verdictsOf = (measured: Figures): ReadonlyArray<Verdict> =>
  measured.goals.map((goal) => {
    const ratio = ratioTo(measured, goal.rival)
    return { ...goal, ratio, isMet: ratio !== undefined && ratio <= goal.atMost }
  })
