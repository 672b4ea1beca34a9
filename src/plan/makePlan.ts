/** Desired against actual: turns what was seen into steps. Pure, and the only way to get a plan. */
import { type Action } from "../domain/Action.ts"
import { type Agreement } from "../domain/Baseline.ts"
import { unchanged } from "../domain/Entry.ts"
import { type Pair } from "../domain/Pair.ts"
import { type Conflict, type Drift, type Plan } from "../domain/Plan.ts"
import { inTreeOrder, isWithin, type RelPath } from "../domain/RelPath.ts"
import { sides } from "../domain/Side.ts"
import { type Problem } from "../domain/Snapshot.ts"
import { type Desire, desire } from "./desire.ts"
import { equality } from "./equality.ts"
import { type Evidence, type Sighting } from "./Evidence.ts"
import { fitParents } from "./fitParents.ts"
import { inSafeOrder } from "./order.ts"
import { closedPaths, eachSighting, isClosed } from "./sightings.ts"
import { twinReason, twinsIn } from "./twins.ts"
import { removes, type Wish } from "./Wish.ts"

export type Steps = Pick<Plan, "actions" | "conflicts" | "agreed" | "problems" | "skipped" | "drift" | "entries">

export const makePlan = (pair: Pick<Pair, "mode" | "compare">, evidence: Evidence): Steps => {
  const closed = closedPaths(evidence)
  const twins = twinsIn(evidence)
  const wishes: Array<Wish> = []
  const agreed: Array<Steps["agreed"][number]> = []
  const drift: Array<Drift> = []
  let remembered = 0
  eachSighting(evidence, (path, seen, ranks) => {
    const isShut = isClosed(closed, path)
    if (seen.agreed !== undefined) {
      remembered += 1
      if (!isShut && !unchanged(seen.agreed.right, seen.right)) {
        drift.push(driftAt(evidence, path, seen.agreed, ranks.right))
      }
    }
    if (isShut) {
      wishes.push({ path, seen, desire: { _tag: "Leave" } })
      return
    }
    if (twins.has(path)) {
      wishes.push({ path, seen, desire: { _tag: "Clash", reason: twinReason } })
      return
    }
    const isPassage = sides.every((side) => ranks[side] === -1 || evidence[side].scopeAt(ranks[side]) === "through")
    const wish = isPassage ? passage(seen) : desire(pair.mode, equality(pair.compare, evidence.keepsTimes, seen), seen)
    if (wish._tag !== "Agree") wishes.push({ path, seen, desire: wish })
    else if (isNews(seen)) agreed.push({ path, agreement: agreementOf(seen) })
  })
  const gone = remembered === evidence.baseline.size ? [] : goneFromBoth(evidence, closed)
  for (const path of gone) {
    agreed.push({ path, agreement: undefined })
    const before = evidence.baseline.get(path)
    if (before !== undefined) drift.push(driftAt(evidence, path, before, -1))
  }

  const { conflicts, taken } = settle(wishes, evidence)
  return {
    actions: inSafeOrder(taken.flatMap(actionsFor)),
    conflicts,
    agreed,
    problems: [...evidence.left.problems, ...evidence.right.problems, ...evidence.doubts].sort(byPlace),
    skipped: skippedIn(evidence),
    drift: drift.sort((a, b) => inTreeOrder(a.path, b.path)),
    entries: { left: inScope(evidence.left), right: inScope(evidence.right) },
  }
}

/** Listings come in as they please; a plan of the same things reads the same. */
const byPlace = (a: Problem, b: Problem): number =>
  inTreeOrder(a.path ?? "", b.path ?? "") || sides.indexOf(a.side) - sides.indexOf(b.side)
  || inTreeOrder(a.message, b.message)

/** A directory that filters only let through is made when something below needs it, and never removed. */
const passage = (seen: Sighting): Desire =>
  seen.left !== undefined && seen.right !== undefined && seen.left._tag === seen.right._tag
    ? { _tag: "Agree" }
    : { _tag: "Leave" }

/** Whether the baseline would say something else about a path that is in step. */
const isNews = ({ left, right, agreed }: Sighting): boolean =>
  agreed === undefined || !unchanged(agreed.left, left) || !unchanged(agreed.right, right)

const agreementOf = ({ left, right }: Sighting): Agreement | undefined => left && right && { left, right }

/** What the target's side of an agreement has become. */
const driftAt = ({ right }: Evidence, path: RelPath, { right: before }: Agreement, rank: number): Drift => ({
  path,
  before,
  now: rank === -1 ? undefined : right.entryAt(rank),
})

/** Paths of agreements that are gone from both sides, by themselves or because the filters hide them now. */
const goneFromBoth = ({ baseline, left, right }: Evidence, closed: ReadonlySet<RelPath>): ReadonlyArray<RelPath> =>
  Array.from(baseline.keys())
    .filter((path) => left.rankOf(path) === -1 && right.rankOf(path) === -1 && !isClosed(closed, path))
    .toSorted(inTreeOrder)

/** Lets a wish stand only if the directories around it can stand too. */
const settle = (wishes: ReadonlyArray<Wish>, { right }: Evidence) => {
  const conflicts: Array<Conflict> = []
  const taken: Array<Wish> = []
  const fitted = fitParents(wishes, right)
  let blocked: RelPath | undefined // the last conflict: what lies below it waits with it
  for (const wish of fitted.wishes) {
    const { path, seen, desire: wanted } = wish
    if (blocked !== undefined && isWithin(blocked, path)) continue
    const mustStay = removes(wish) && seen.right?._tag === "Directory" && fitted.stays(path)
    const reason = wanted._tag === "Clash" ? wanted.reason : mustStay && seen.left !== undefined ? inTheWay : undefined
    if (reason !== undefined) {
      conflicts.push({ path, left: seen.left, right: seen.right, reason })
      blocked = path
    } else if (wanted._tag === "Take" && !mustStay) {
      taken.push(wish)
    }
  }
  return { conflicts, taken }
}

const inTheWay = "the target has a folder where the source has a file, and something in that folder has to stay"

/** A path that changes kind is removed first, then made anew. */
const actionsFor = ({ path, seen }: Wish): ReadonlyArray<Action> => {
  const step = { side: "right", path } as const
  const { left: wanted, right: expected } = seen
  const removal: Action = { _tag: "Delete", ...step, expected, wanted: undefined }
  if (wanted === undefined) return [removal]
  const isNewKind = expected !== undefined && expected._tag !== wanted._tag
  const before = isNewKind ? undefined : expected
  const making: Action = wanted._tag === "File"
    ? { _tag: "Transfer", ...step, expected: before, wanted, from: path }
    : { _tag: "MakeDirectory", ...step, expected: before, wanted: { _tag: "Directory" } }
  return isNewKind ? [removal, making] : [making]
}

const skippedIn = (evidence: Evidence): Steps["skipped"] =>
  sides.flatMap((side) =>
    evidence[side].paths.flatMap((path, rank) => {
      const kind = evidence[side].kindAt(rank)
      return kind === "Symlink" || kind === "Special" ? [{ side, path, kind }] : []
    })
  )

const inScope = (snapshot: Evidence["left"]): number => {
  let count = 0
  for (let rank = 0; rank < snapshot.size; rank++) if (snapshot.scopeAt(rank) === "in") count++
  return count
}
