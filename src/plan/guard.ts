/** What may not be done without a word from the user. Judged on the whole plan, before the first write. */
import { type Mode, type Pair } from "../domain/Pair.ts"
import { type Halt, type Plan, type PlanSummary, summarize, unreleasable } from "../domain/Plan.ts"
import { roleOf, type Side, sides } from "../domain/Side.ts"
import { type Evidence } from "./Evidence.ts"
import { entriesOf, guardLimits } from "./guardLimits.ts"
import { guardMarks, isKnownRoot, type Marks } from "./guardMarks.ts"
import { type Steps } from "./makePlan.ts"

/** What the pair was when its baseline was last written, and what it is now. */
export interface Identity {
  readonly scope: { readonly before: string | undefined; readonly now: string }
  readonly roots: Readonly<Record<Side, { readonly before: string | undefined; readonly now: string | undefined }>>
  readonly marks: Marks
}

export const guard = (pair: Pair, evidence: Evidence, identity: Identity, steps: Steps): ReadonlyArray<Halt> => {
  const missing = missingRoots(pair, identity)
  if (missing.length > 0) return missing
  const marks = guardMarks(pair, identity.marks)
  return [
    ...changedRoots(pair, identity, marks.isProven),
    ...marks.halts,
    ...emptiedRoots(pair, evidence, identity, steps),
    ...foreignTarget(pair, evidence, identity, steps),
    ...guardLimits(pair, steps),
  ]
}

const changedRoots = (pair: Pair, { roots }: Identity, isProven: boolean): ReadonlyArray<Halt> =>
  sides.flatMap((side): ReadonlyArray<Halt> => {
    if (isKnownRoot(roots[side], isProven)) return []
    return roots[side].now === undefined ? [targetMissing(pair)] : [{
      reason: "root-swapped",
      message: `The ${roleOf(pair.mode, side)} ${pair[side].written} is another folder than in the last run.`,
      release: pair.mode === "two-way"
        ? `Check that the right disk is mounted. If it is the same data in a new place: syncfile state adopt ${pair.name}`
        : "Check that the right disk is mounted. If the new folder is meant: --accept root-swapped",
    }]
  })

/** What is gone cannot be read from. In two-way pairs that goes for both sides, once they have met. */
const missingRoots = (pair: Pair, { roots }: Identity): ReadonlyArray<Halt> => {
  if (roots.left.now === undefined && pair.mode !== "two-way") {
    return [{
      reason: "source-missing",
      message: `The source ${pair.left.written} does not exist.`,
      release: "Mount it, create it, or correct its path in the syncfile.",
    }]
  }
  if (pair.mode !== "two-way") return []
  return sides.flatMap((side) => {
    const { before, now } = roots[side]
    if (now !== undefined || (side === "right" && before === undefined)) return []
    return [{
      reason: "root-missing",
      message: `The ${side} folder ${pair[side].written} does not exist${before === undefined ? "" : " any more"}.`,
      release: before === undefined
        ? "Mount it, create it, or correct its path in the syncfile."
        : `Put it back or mount it. To fill a new folder from the other side: make it, then syncfile state rebuild ${pair.name}`,
    }]
  })
}

const targetMissing = ({ right }: Pair): Halt => ({
  reason: "target-missing",
  message: `The target ${right.written} is gone. It was there in the last run.`,
  release: "Put it back or mount it. To start over with a new folder: --accept target-missing",
})

/** Where neither side shows anything, nothing is to be done. */
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
      message: `The ${roleOf(pair.mode, side)} ${
        pair[side].written
      } shows nothing (it is empty, or all of it is filtered out), but ${past}.`,
      release: pair.mode === "two-way"
        ? `Check that it is the right folder. To fill it from the other side: syncfile state rebuild ${pair.name}. `
          + "If the other side shall be emptied as well: --accept root-emptied"
        : "Check that it is the right folder. If it is meant to be empty: --accept root-emptied",
    })
  const inBaseline = `${baseline.size} entries were in step after the last run`
  if (left.size === 0 && right.size > 0) {
    if (baseline.size > 0) say("left", inBaseline)
    else if (actions.length > 0 && pair.mode !== "two-way") {
      say("left", `the target has ${entries.right} entries to delete`)
    }
  }
  if (roots.right.now !== undefined && right.size === 0 && left.size > 0 && baseline.size > 0) say("right", inBaseline)
  return halts
}

/** Without a past, what the target holds may be somebody else's. The same goes for what new filters bring into view. */
const foreignTarget = (pair: Pair, { baseline }: Evidence, { scope }: Identity, { actions }: Steps) => {
  if (scope.before === scope.now || pair.mode === "two-way") return []
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

/** What the user said beforehand about plans that halt. */
export interface Approvals {
  readonly deletes: number | undefined // exactly so many
  readonly accepted: ReadonlySet<Halt["reason"]>
}

/** The halts that no approval releases. */
export const unreleased = (
  plan: Pick<Plan, "mode" | "actions" | "conflicts" | "halts">,
  approvals: Approvals,
  summary: PlanSummary = summarize(plan),
) =>
  plan.halts.filter(({ reason }) =>
    reason === "delete-limit"
      ? approvals.deletes !== summary.delete
      : isForMending(plan.mode, reason) || !approvals.accepted.has(reason)
  )

/** What another folder of a two-way pair lacks would go from the other side, too: `state adopt` is asked about that first. */
const isForMending = (mode: Mode, reason: Halt["reason"]): boolean =>
  unreleasable.has(reason) || (mode === "two-way" && reason === "root-swapped")
