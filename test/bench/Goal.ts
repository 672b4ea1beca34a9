/** What a row aims at. */
import { formatBytes } from "../../src/report/formatBytes.ts"
import { formatRatio, formatSeconds, formatShare } from "./formatFigure.ts"

/**
 * `ratio`: our time divided by a rival's. `growth`: our time divided by ours in another row. `wire`: the share of a file's
 * bytes that went over the wire, both ways together; `sent`: up alone. `rate`: bytes a second, no more than that share off.
 */
export type Goal =
  | { readonly of: "ratio"; readonly rival: string; readonly atMost: number }
  | { readonly of: "growth"; readonly row: string; readonly atMost: number }
  | { readonly of: "seconds"; readonly atMost: number }
  | { readonly of: "wire" | "sent"; readonly bytes: number; readonly atMost: number }
  | { readonly of: "memory"; readonly atMost: number }
  | { readonly of: "rate"; readonly bytesPerSecond: number; readonly within: number }
  | { readonly of: "completion" } // without an error; the figure is the time it took

export const describeGoal = (goal: Goal): string => {
  switch (goal.of) {
    case "ratio":
      return `${goal.rival} at most ${goal.atMost}`
    case "growth":
      return `at most ${goal.atMost} × ${goal.row}`
    case "seconds":
      return `at most ${goal.atMost} s`
    case "wire":
      return `on the wire at most ${formatShare(goal.atMost)} of the file`
    case "sent":
      return `sent at most ${formatShare(goal.atMost)} of the file`
    case "memory":
      return `memory at most ${formatBytes(goal.atMost)}`
    case "rate":
      return `${formatBytes(goal.bytesPerSecond)}/s within ${formatShare(goal.within)}`
    case "completion":
      return "no error"
  }
}

/** The figure that a goal is about, in its own unit. */
export const formatGoalFigure = (goal: Goal, figure: number): string => {
  switch (goal.of) {
    case "ratio":
    case "growth":
      return formatRatio(figure)
    case "seconds":
    case "completion":
      return formatSeconds(figure)
    case "wire":
    case "sent":
      return formatShare(figure)
    case "memory":
      return formatBytes(figure)
    case "rate":
      return `${formatBytes(figure)}/s`
  }
}
