/** What there is to worry about, and whom it concerns. */
import { printable } from "../../report/escape.ts"
import { type PairStatus, type StatusDocument } from "../StatusDocument.ts"

export interface Concern {
  readonly key: string // the same for as long as it is the same trouble
  readonly message: string
}

/** Of a pair, the worst first. What a person asked for, such as a suspension, is none. */
export const concernsOfPair = ({ checks, conflicts, detail, last, phase }: PairStatus): ReadonlyArray<Concern> => [
  ...(phase === "stopped" ? [{ key: "stopped", message: detail }] : []),
  ...(last !== null && troubling.has(last.outcome) && phase !== "stopped"
    ? [{ key: last.outcome, message: printable(last.message) }]
    : []),
  ...(conflicts > 0
    ? [{
      key: "conflicts",
      message: `${conflicts === 1 ? "1 conflict waits" : `${conflicts} conflicts wait`} for a decision`,
    }]
    : []),
  ...(last?.outcome === "pending"
    ? [{ key: "pending", message: `a plan waits to be applied: ${printable(last.message)}` }]
    : []),
  ...checks.flatMap(({ message, name, state }) =>
    state === "firing" && !echoes.has(name) ? [{ key: `check ${name}`, message: `${name}: ${printable(message)}` }] : []
  ),
]

const troubling: ReadonlySet<string> = new Set(["failed", "halted", "partial"])

/** Checks that say once more what the last pass says already. */
const echoes: ReadonlySet<string> = new Set(["errors"])

/** Of the watch as a whole. */
export const concernsOfWatch = ({ refusal }: StatusDocument): ReadonlyArray<Concern> =>
  refusal === null
    ? []
    : [{
      key: "config",
      message: `the syncfile cannot be used, and the last good one is followed: ${printable(refusal.message)}`,
    }]
