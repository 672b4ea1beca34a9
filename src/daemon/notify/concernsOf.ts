/** What there is to worry about, and whom it concerns. */
import { type Check } from "../../domain/watch/checks.ts"
import { type Pass } from "../../domain/watch/Pass.ts"
import { printable } from "../../report/escape.ts"
import { type PairStatus } from "../StatusDocument.ts"
import { type World } from "../World.ts"

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
  ...checks.flatMap((check) =>
    check.state === "firing" && !isEcho(check, last)
      ? [{ key: `check ${check.name}`, message: `${check.name}: ${printable(check.message)}` }]
      : []
  ),
]

const troubling: ReadonlySet<string> = new Set(["failed", "halted", "partial"])

/** Whether the check says once more what the last pass says already. */
const isEcho = ({ message, name }: Check, last: Pass | null): boolean =>
  name === "errors" && last !== null && message.includes(last.message)

/** Of the watch as a whole. */
export const concernsOfWatch = ({ refusal }: Pick<World, "refusal">): ReadonlyArray<Concern> =>
  refusal === undefined
    ? []
    : [{
      key: "config",
      message: `the syncfile cannot be used, and the last good one is followed: ${printable(refusal.message)}`,
    }]
