/** Bounds on how much one run may do, judged side by side on the whole plan. */
import { type Pair } from "../domain/Pair.ts"
import { type Halt, summarize } from "../domain/Plan.ts"
import { roleOf, type Side, sides } from "../domain/Side.ts"
import { type Steps } from "./makePlan.ts"

export const guardLimits = (pair: Pair, steps: Steps): ReadonlyArray<Halt> => {
  const { bytes, delete: allDeletes } = summarize(steps)
  return [
    ...deletesOver(pair, steps, allDeletes),
    ...sides.flatMap((side) => changesOver(pair, side, steps)),
    ...(pair.limits.transfer === undefined || bytes <= pair.limits.transfer ? [] : [
      {
        reason: "transfer-limit",
        message: `${bytes} bytes would be transferred. The limit is ${pair.limits.transfer}.`,
        release: "If all of that is meant: --accept transfer-limit",
      } satisfies Halt,
    ]),
  ]
}

/** The percentage is of the side that loses the entries. What releases it is told once, for all that would go. */
const deletesOver = (pair: Pair, steps: Steps, all: number): ReadonlyArray<Halt> => {
  const { count, percent } = pair.limits.deletes
  const over = sides.flatMap((side) => {
    const total = steps.entries[side]
    const deletes = countOn(side, steps, "delete")
    const isOver = deletes > 0 && (deletes > count || isMoreThan(percent, deletes, total))
    const where = `on the ${roleOf(pair.mode, side)}`
    return isOver
      ? [`${entriesOf(deletes)} of ${total} ${where} would be deleted (${percentOf(deletes, total)} %).`]
      : []
  })
  return over.length === 0 ? [] : [{
    reason: "delete-limit",
    message: `${over.join(" ")} The limit is ${count} or ${percent} %.`,
    release: `If they are meant to go: --accept-deletes ${all}`,
  }]
}

const changesOver = (pair: Pair, side: Side, steps: Steps): ReadonlyArray<Halt> => {
  const percent = pair.limits.changes?.percent
  const total = steps.entries[side]
  const change = countOn(side, steps, "change")
  return percent === undefined || !isMoreThan(percent, change, total) ? [] : [{
    reason: "change-limit",
    message: `${entriesOf(change)} of ${total} on the ${roleOf(pair.mode, side)} would be replaced `
      + `(${percentOf(change, total)} %). The limit is ${percent} %.`,
    release: "If all of that is meant: --accept change-limit",
  }]
}

const countOn = (side: Side, { actions }: Steps, verb: "delete" | "change"): number =>
  summarize({ actions: actions.filter((action) => action.side === side), conflicts: [] })[verb]

const isMoreThan = (percent: number, part: number, total: number): boolean => part * 100 > percent * total
const percentOf = (part: number, total: number): number => total === 0 ? 100 : Math.round((part * 100) / total)
export const entriesOf = (count: number): string => count === 1 ? "1 entry" : `${count} entries`
