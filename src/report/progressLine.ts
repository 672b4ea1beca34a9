/** Progress as text: one line that never wraps for a terminal, a plain sentence for a log. */
import { roleOf, sides } from "../domain/Side.ts"
import { type Board, overview } from "./Board.ts"
import { cutToWidth, displayWidth } from "./displayWidth.ts"
import { printable } from "./escape.ts"
import { formatBytes } from "./formatBytes.ts"
import { formatDuration } from "./formatDuration.ts"
import { type Applying, fractionOf, type PairProgress } from "./PairProgress.ts"
import { plural } from "./plural.ts"
import { timeLeft } from "./Speed.ts"
import { type Style } from "./Style.ts"

/** For logs: "website: 45%, 1.2 GiB/2.7 GiB, 120/3400 actions, 35 MiB/s, 44s left". */
export const progressSentence = (pair: string, progress: PairProgress): string =>
  `${printable(pair)}: ${partsOf(progress).join(", ")}`

/** For a live display: the board in one line, at least one column short of `columns`. Empty if nobody is busy. */
export const progressLine = (board: Readonly<Board>, columns: number, style: Style): string => {
  const seen = overview(board)
  if (seen === undefined) return ""
  const { name, progress, others } = seen
  const parts = [...partsOf(progress), ...(others > 0 ? [`and ${plural(others, "more pair", "more pairs")}`] : [])]
  const head = `${printable(name)}  `
  const tail = parts.join("  ")
  // A character in the last column makes some terminals wrap already.
  const room = columns - 1
  const bar = Math.min(longestBar, room - displayWidth(head) - displayWidth(tail) - 2)
  return progress._tag === "Applying" && bar >= shortestBar
    ? `${head}${barOf(fractionOf(progress), bar, style)}  ${tail}`
    : cutToWidth(head + tail, room, style.ellipsis)
}

const shortestBar = 5
const longestBar = 30

const barOf = (fraction: number, width: number, style: Style): string => {
  const full = Math.floor(fraction * width)
  return style.added(style.bar.full.repeat(full)) + style.dim(style.bar.empty.repeat(width - full))
}

const partsOf = (progress: PairProgress): ReadonlyArray<string> => {
  switch (progress._tag) {
    case "Looking":
      return [
        "looking",
        ...sides.flatMap((side) => {
          const entries = progress.entries[side]
          return entries === undefined ? [] : [`${roleOf(progress.mode, side)} ${plural(entries, "entry", "entries")}`]
        }),
      ]
    case "Comparing":
      return [
        "comparing contents",
        ...sides.flatMap((side) => {
          const files = progress.files[side]
          return files === undefined
            ? []
            : [
              `${roleOf(progress.mode, side)} ${files.done}/${files.total} files (${formatBytes(files.bytes)}/${
                formatBytes(files.bytesTotal)
              })`,
            ]
        }),
      ]
    case "Applying":
      return applyingParts(progress)
  }
}

const applyingParts = (progress: Applying): ReadonlyArray<string> => {
  const { actions, bytes, speed } = progress
  const left = timeLeft(speed?.perSecond, bytes.total - bytes.done)
  const isMoving = bytes.total > 0 && speed?.perSecond !== undefined
  return [
    `${Math.floor(fractionOf(progress) * 100)}%`,
    ...(bytes.total > 0 ? [`${formatBytes(bytes.done)}/${formatBytes(bytes.total)}`] : []),
    `${actions.settled}/${actions.total} actions`,
    ...(actions.failed > 0 ? [`${actions.failed} failed`] : []),
    ...(isMoving ? [`${formatBytes(Math.round(speed.perSecond))}/s`] : []),
    ...(isMoving && left !== undefined ? [`${formatDuration(roundedUp(left))} left`] : []),
  ]
}

/** Tenths of a second would only flicker. */
const roundedUp = (milliseconds: number): number => Math.ceil(milliseconds / 1000) * 1000
