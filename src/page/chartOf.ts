/** Where the bars of the chart of passes stand: how long each took goes up from an axis, its bytes go down from it. */
import { type Pass } from "../domain/watch/Pass.ts"

export interface Bar {
  readonly pass: Pass
  readonly middle: number
  readonly width: number
  readonly took: number // the height of each half
  readonly bytes: number
}

export interface Chart {
  readonly bars: ReadonlyArray<Bar> // the oldest first
  readonly mostTook: number // milliseconds
  readonly mostBytes: number
}

export const barHeight = 64

/** As many of the newest passes as the width has room for. All in pixels. */
export const chartOf = (newestFirst: ReadonlyArray<Pass>, width: number): Chart => {
  const passes = newestFirst.slice(0, Math.max(1, Math.floor(width / narrowest))).toReversed()
  const slot = Math.min(widest, width / Math.max(1, passes.length))
  const mostTook = Math.max(0, ...passes.map(tookOf))
  const mostBytes = Math.max(0, ...passes.map(({ bytes }) => bytes))
  return {
    bars: passes.map((pass, index) => ({
      pass,
      middle: (index + 0.5) * slot,
      width: Math.max(2, Math.round(slot * 0.62)),
      took: heightOf(tookOf(pass), mostTook),
      bytes: heightOf(pass.bytes, mostBytes),
    })),
    mostTook,
    mostBytes,
  }
}

export const tookOf = ({ finished, started }: Pass): number => Math.max(0, finished - started)

const narrowest = 10
const widest = 26

/** What is there is seen, however little. */
const heightOf = (value: number, most: number): number => value <= 0 ? 0 : Math.max(2, value / most * barHeight)
