/** What a pass is at, in a few words beside its bar. */
import { formatBytes } from "../report/formatBytes.ts"
import { formatDuration } from "../report/formatDuration.ts"
import { fractionOf, type Hashed, type PairProgress } from "../report/PairProgress.ts"
import { plural } from "../report/plural.ts"
import { timeLeft } from "../report/Speed.ts"
import { sides } from "./sideWord.ts"

export interface ProgressWords {
  readonly name: string
  readonly fraction: number | undefined // undefined: nobody can tell
  readonly rest: ReadonlyArray<string>
}

export const progressWords = (progress: PairProgress): ProgressWords => {
  switch (progress._tag) {
    case "Looking": {
      const entries = sides.reduce((sum, side) => sum + (progress.entries[side] ?? 0), 0)
      return { name: "Looking", fraction: undefined, rest: entries === 0 ? [] : [plural(entries, "entry", "entries")] }
    }
    case "Comparing": {
      const { bytes, bytesTotal, done, total } = sides.reduce((sum, side) => added(sum, progress.files[side]), nothing)
      const fraction = bytesTotal > 0 ? bytes / bytesTotal : total > 0 ? done / total : undefined
      return {
        name: "Comparing",
        fraction,
        rest: [`${done} of ${plural(total, "file", "files")}`, ...of(bytes, bytesTotal)],
      }
    }
    case "Applying": {
      const { actions, bytes, speed } = progress
      const perSecond = speed?.perSecond
      const left = timeLeft(perSecond, bytes.total - bytes.done)
      return {
        name: "Applying",
        fraction: fractionOf(progress),
        rest: [
          `${actions.settled} of ${plural(actions.total, "action", "actions")}`,
          ...(actions.failed > 0 ? [`${actions.failed} failed`] : []),
          ...of(bytes.done, bytes.total),
          ...(perSecond === undefined || bytes.total === 0 ? [] : [`${formatBytes(Math.round(perSecond))}/s`]),
          ...(left === undefined || bytes.total === 0 ? [] : [`${formatDuration(Math.ceil(left / 1000) * 1000)} left`]),
        ],
      }
    }
  }
}

const of = (done: number, total: number): ReadonlyArray<string> =>
  total > 0 ? [`${formatBytes(done)} of ${formatBytes(total)}`] : []

const nothing: Hashed = { done: 0, total: 0, bytes: 0, bytesTotal: 0 }

const added = (sum: Hashed, more: Hashed | undefined): Hashed =>
  more === undefined ? sum : {
    done: sum.done + more.done,
    total: sum.total + more.total,
    bytes: sum.bytes + more.bytes,
    bytesTotal: sum.bytesTotal + more.bytesTotal,
  }
