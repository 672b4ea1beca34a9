/** The most memory that a process and those it starts held, read from /proc while they run. */
import { readFileSync } from "node:fs"
import { processTree } from "../support/servers/processTree.ts"

/** The kernel keeps each process's peak, so little is missed between two looks. */
const everyMilliseconds = 20

/** Who ends before so many looks was hardly started when it was looked at. */
const fewestLooks = 3

/**
 * Ends when called, with the sum over all processes of the peak of each: pages they share count for each of them.
 * Undefined for who was gone too soon, and where there is no /proc.
 */
export const watchMemory = (pid: number): () => number | undefined => {
  const peaks = new Map<number, number>()
  let looks = 0
  const look = () => {
    looks++
    for (const one of processTree(pid)) {
      const peak = peakOf(one)
      if (peak !== undefined) peaks.set(one, peak) // the last one: before it became another program it was a copy of its parent
    }
  }
  look()
  const timer = setInterval(look, everyMilliseconds)
  return () => {
    clearInterval(timer)
    return peaks.size === 0 || looks < fewestLooks
      ? undefined
      : [...peaks.values()].reduce((sum, peak) => sum + peak, 0)
  }
}

const peakOf = (pid: number): number | undefined => {
  try {
    const peak = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))
    return peak === null ? undefined : Number(peak[1]) * 1024
  } catch {
    return undefined // it has ended
  }
}
