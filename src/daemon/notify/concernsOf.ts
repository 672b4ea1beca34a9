/** What there is to worry about, and whom it concerns. */
import { type Check } from "../../domain/watch/checks.ts"
import { isTelling, type Pass } from "../../domain/watch/Pass.ts"
import { printable } from "../../report/escape.ts"
import { type PairStatus } from "../StatusDocument.ts"
import { type World } from "../World.ts"

export interface Concern {
  readonly key: string // the same for as long as it is the same trouble
  readonly message: string
}

export interface Concerns {
  readonly all: ReadonlyArray<Concern>
  readonly isWhole: boolean // otherwise there may be more, such as those that were told before
}

/**
 * Of a pair, the worst first. What a person asked for, such as a suspension, is none. `passes`: the newest first; none of
 * them tells anything where all were stopped, or where what the state remembers has not been read yet.
 */
export const concernsOfPair = (status: PairStatus, passes: ReadonlyArray<Pass>): Concerns => {
  const last = passes.find(isTelling)
  const { checks, conflicts } = status
  return {
    isWhole: last !== undefined,
    all: [
      ...troubleOf(status, last),
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
    ],
  }
}

/** A server that refuses us first fails a pass and then keeps the next from beginning: that is one trouble. */
const troubleOf = ({ detail, phase }: PairStatus, last: Pass | undefined): ReadonlyArray<Concern> => {
  const trouble = last !== undefined && troubling.has(last.outcome)
    ? { key: last.outcome, message: printable(last.message) }
    : undefined
  if (phase === "stopped") return [{ key: trouble?.key ?? "failed", message: detail }]
  return trouble === undefined ? [] : [trouble]
}

const troubling: ReadonlySet<string> = new Set(["failed", "halted", "partial"])

/** Whether the check says once more what the last pass says already. */
const isEcho = ({ message, name }: Check, last: Pass | undefined): boolean =>
  name === "errors" && last !== undefined && message.includes(last.message)

/** Of the watch as a whole. */
export const concernsOfWatch = ({ refusal }: Pick<World, "refusal">): Concerns => ({
  isWhole: true,
  all: refusal === undefined
    ? []
    : [{
      key: "config",
      message: `the syncfile cannot be used, and the last good one is followed: ${printable(refusal.message)}`,
    }],
})
