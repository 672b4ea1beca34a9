/** What may not be done without a word from the user. Judged on the whole plan, before the first write. */
import { type Pair } from "../domain/Pair.ts"
import { type Halt, summarize } from "../domain/Plan.ts"
import { roleOf, type Side, sides } from "../domain/Side.ts"
import { type Evidence } from "./Evidence.ts"
import { type Steps } from "./makePlan.ts"

/** What the pair was when its baseline was last written, and what it is now. */
export interface Identity {
  readonly scope: { readonly before: string | undefined; readonly now: string }
  readonly roots: Readonly<Record<Side, { readonly before: string | undefined; readonly now: string | undefined }>>
}

export const guard = (pair: Pair, evidence: Evidence, identity: Identity, steps: Steps): ReadonlyArray<Halt> =>
  identity.roots.left.now === undefined ? [sourceMissing(pair)] : [
    ...changedRoots(pair, identity),
    ...emptiedRoots(pair, evidence, identity, steps),
    ...foreignTarget(pair, evidence, identity, steps),
    ...overLimits(pair, steps),
  ]

const changedRoots = (pair: Pair, { roots }: Identity): ReadonlyArray<Halt> =>
  sides.flatMap((side): ReadonlyArray<Halt> => {
    const { before, now } = roots[side]
    if (before === undefined || before === now) return []
    return now === undefined ? [targetMissing(pair)] : [{
      reason: "root-swapped",
      message: `The ${roleOf(side)} ${pair[side].written} is another folder than in the last run.`,
      release: "Check that the right disk is mounted. If the new folder is meant: --accept root-swapped",
    }]
  })

const sourceMissing = ({ left }: Pair): Halt => ({
  reason: "source-missing",
  message: `The source ${left.written} does not exist.`,
  release: "Mount it, create it, or correct its path in the syncfile.",
})

const targetMissing = ({ right }: Pair): Halt => ({
  reason: "target-missing",
  message: `The target ${right.written} is gone. It was there in the last run.`,
  release: "Put it back or mount it. To start over with a new folder: --accept target-missing",
})

const emptiedRoots = (
  pair: Pair,
  { left, right, baseline }: Evidence,
  { roots }: Identity,
  { entries, actions }: Steps,
) => {
  const halts: Array<Halt> = []
  const say = (side: Side, past: string) =>
    halts.push({
      reason: "root-emptied",
      message: `The ${roleOf(side)} ${pair[side].written} is empty, but ${past}.`,
      release: "Check that it is the right folder. If it is meant to be empty: --accept root-emptied",
    })
  const inBaseline = `${baseline.size} entries were in step after the last run`
  if (left.size === 0 && baseline.size > 0) say("left", inBaseline)
  else if (left.size === 0 && actions.length > 0) say("left", `the target has ${entries.right} entries to delete`)
  if (roots.right.now !== undefined && right.size === 0 && left.size > 0 && baseline.size > 0) say("right", inBaseline)
  return halts
}

/** Without a past, what the target holds may be somebody else's. The same goes for what new filters bring into view. */
const foreignTarget = (pair: Pair, { baseline }: Evidence, { scope }: Identity, { actions }: Steps) => {
  if (scope.before === scope.now) return []
  const foreign = actions.filter(({ path, expected }) => expected !== undefined && baseline.get(path) === undefined)
  if (foreign.length === 0) return []
  const why = scope.before === undefined
    ? "was never synced by this pair"
    : "was not seen before the pair's roots, mode or filters changed"
  return [{
    reason: "foreign-target",
    message: `${pair.right.written} holds ${
      entriesOf(foreign.length)
    } that would be deleted or replaced, and that ${why}.`,
    release: "Look at them above. If the target may be taken over: --accept foreign-target",
  }] satisfies ReadonlyArray<Halt>
}

const overLimits = ({ limits }: Pair, steps: Steps): ReadonlyArray<Halt> => {
  const halts: Array<Halt> = []
  const { delete: deletes, change, bytes } = summarize(steps)
  const total = steps.entries.right
  const { count, percent } = limits.deletes
  if (deletes > count || isMoreThan(percent, deletes, total)) {
    halts.push({
      reason: "delete-limit",
      message: `${entriesOf(deletes)} of ${total} on the target would be deleted (${percentOf(deletes, total)} %). `
        + `The limit is ${count} or ${percent} %.`,
      release: `If they are meant to go: --accept-deletes ${deletes}`,
    })
  }
  if (limits.changes !== undefined && isMoreThan(limits.changes.percent, change, total)) {
    halts.push({
      reason: "change-limit",
      message: `${entriesOf(change)} of ${total} on the target would be replaced (${percentOf(change, total)} %). `
        + `The limit is ${limits.changes.percent} %.`,
      release: "If all of that is meant: --accept change-limit",
    })
  }
  if (limits.transfer !== undefined && bytes > limits.transfer) {
    halts.push({
      reason: "transfer-limit",
      message: `${bytes} bytes would be transferred. The limit is ${limits.transfer}.`,
      release: "If all of that is meant: --accept transfer-limit",
    })
  }
  return halts
}

const isMoreThan = (percent: number, part: number, total: number): boolean => part * 100 > percent * total
const percentOf = (part: number, total: number): number => total === 0 ? 100 : Math.round((part * 100) / total)
const entriesOf = (count: number): string => count === 1 ? "1 entry" : `${count} entries`

/** What the user said beforehand about plans that halt. */
export interface Approvals {
  readonly deletes: number | undefined // exactly so many
  readonly accepted: ReadonlySet<Halt["reason"]>
}

/** The halts that no approval releases. */
export const unreleased = (
  plan: Pick<Steps, "actions" | "conflicts"> & { readonly halts: ReadonlyArray<Halt> },
  approvals: Approvals,
) =>
  plan.halts.filter(({ reason }) =>
    reason === "delete-limit"
      ? approvals.deletes !== summarize(plan).delete
      : reason === "source-missing" || !approvals.accepted.has(reason)
  )
