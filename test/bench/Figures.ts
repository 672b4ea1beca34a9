/** What was measured in one row. */
import { type Goal } from "./Goal.ts"
import { median } from "./median.ts"

/** Bytes that went over the wire, SSH's own included; up is from client to server. */
export interface Wire {
  readonly up: number
  readonly down: number
}

export interface Figure {
  readonly tool: string
  readonly seconds: ReadonlyArray<number> // of each run that went well
  readonly peakBytes: number | undefined // the largest of all runs
  readonly wire: Wire | undefined // of the last run that was counted
  readonly bytesPerSecond: number | undefined // of the last run, where a rate is aimed at
  readonly failure: string | undefined // if there is one, nothing counts
}

export interface Figures {
  readonly row: string
  readonly title: string
  readonly goals: ReadonlyArray<Goal>
  readonly figures: ReadonlyArray<Figure>
}

export const ours = "syncfile"

export const figureOf = (measured: Figures, tool: string): Figure | undefined =>
  measured.figures.find((figure) => figure.tool === tool && figure.failure === undefined)

export const timeOf = (measured: Figures, tool: string): number | undefined => {
  const seconds = figureOf(measured, tool)?.seconds ?? []
  return seconds.length === 0 ? undefined : median(seconds)
}

/** Our time divided by the rival's: below one we are faster. */
export const ratioTo = (measured: Figures, rival: string): number | undefined =>
  dividing(timeOf(measured, ours), timeOf(measured, rival))

export const dividing = (time: number | undefined, by: number | undefined): number | undefined =>
  time === undefined || by === undefined ? undefined : time / by

/** Where it shows who can do the work at all, a rival that cannot is a finding and no fault of the bench. */
export const isFault = (measured: Figures, { tool, failure }: Figure): boolean =>
  failure !== undefined && (tool === ours || measured.goals.every((goal) => goal.of !== "completion"))
