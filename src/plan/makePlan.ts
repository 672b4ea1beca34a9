/** Desired against actual: turns what was seen into steps. Pure, and the only way to get a plan. */
import { type Agreement } from "../domain/Baseline.ts"
import { unchanged } from "../domain/Entry.ts"
import { type Pair, type Policy } from "../domain/Pair.ts"
import { type Conflict, type Drift, type Plan } from "../domain/Plan.ts"
import { inTreeOrder, isWithin, type RelPath } from "../domain/RelPath.ts"
import { otherSide, sides } from "../domain/Side.ts"
import { type Problem } from "../domain/Snapshot.ts"
import { actionsFor } from "./actionsFor.ts"
import { withLikes } from "./alike.ts"
import { type Desire, desire, type Take } from "./desire.ts"
import { equality } from "./equality.ts"
import { type Evidence, type Sighting } from "./Evidence.ts"
import { fitParents } from "./fitParents.ts"
import { lastCopyReason } from "./lastCopies.ts"
import { inSafeOrder } from "./order.ts"
import { renames } from "./renames.ts"
import { makeRulings } from "./rulings.ts"
import { closedPaths, eachSighting, isClosed, type Ranks } from "./sightings.ts"
import { twinReason, twinsIn } from "./twins.ts"
import { removedFrom, type Wish } from "./Wish.ts"

export type Steps = Pick<Plan, "actions" | "conflicts" | "agreed" | "problems" | "skipped" | "drift" | "entries">

/** What somebody said is to become of paths that were held back. */
export type Decisions = ReadonlyMap<RelPath, Policy>

export const makePlan = (
  pair: Pick<Pair, "mode" | "compare" | "conflicts">,
  evidence: Evidence,
  decisions: Decisions = new Map(),
  lastCopies: ReadonlySet<RelPath> = new Set(), // that are not to go unless somebody decides so
): Steps => {
  const closed = closedPaths(pair.mode, evidence)
  const twins = twinsIn(evidence)
  const ruling = makeRulings(pair.conflicts, evidence, decisions)
  const wishes: Array<Wish> = []
  const agreed: Array<Steps["agreed"][number]> = []
  const drift: Array<Drift> = []
  let known = 0
  let whole: Pick<Wish, "path" | "desire"> | undefined // the last folder that comes or goes with all that is in it
  const calm = eachSighting(evidence, (path, seen, ranks) => {
    const isShut = isClosed(closed, path)
    if (seen.agreed !== undefined) {
      known += 1
      if (!isShut && pair.mode !== "two-way" && !unchanged(seen.agreed.right, seen.right)) {
        drift.push(driftAt(evidence, path, seen.agreed, ranks.right))
      }
    }
    if (isShut) {
      wishes.push({ path, seen, desire: { _tag: "Leave" } })
      if (pair.mode === "two-way" && isNewlyHidden(evidence, seen, ranks)) agreed.push({ path, agreement: undefined })
      return
    }
    const isLast = lastCopies.has(path) && !decisions.has(path)
    const reason = twins.has(path) ? twinReason : isLast ? lastCopyReason : undefined
    if (reason !== undefined) {
      wishes.push({ path, seen, desire: { _tag: "Clash", reason } })
      return
    }
    const isPassage = sides.every((side) => ranks[side] === -1 || evidence[side].scopeAt(ranks[side]) === "through")
    const wish = isPassage
      ? passage(seen)
      : whole !== undefined && isWithin(whole.path, path)
      ? whole.desire
      : desire(pair, equality(pair, evidence.keepsTimes, seen), seen, () => ruling(path))
    if (isWhole(wish) && wish !== whole?.desire) whole = { path, desire: allBelow(wish) }
    if (wish._tag !== "Agree") wishes.push({ path, seen, desire: wish })
    else if (isNews(seen)) agreed.push({ path, agreement: agreementOf(seen) })
  })
  const gone = calm + known === evidence.baseline.size ? [] : goneFromBoth(evidence, closed)
  for (const path of gone) {
    agreed.push({ path, agreement: undefined })
    const before = evidence.baseline.get(path)
    if (before !== undefined && pair.mode !== "two-way") drift.push(driftAt(evidence, path, before, -1))
  }

  const { conflicts, taken } = settle(wishes, evidence)
  agreed.push(...taken.filter(isPastOfWhole).map(({ path }) => ({ path, agreement: undefined })))
  const { moves, rest } = renames(pair.mode, taken, evidence)
  const isTaken = freeNames(evidence)
  return {
    actions: withLikes(inSafeOrder([...moves, ...rest.flatMap((wish) => actionsFor(wish, isTaken))]), evidence),
    conflicts,
    agreed,
    problems: [...evidence.left.problems, ...evidence.right.problems, ...evidence.doubts].sort(byPlace),
    skipped: skippedIn(evidence),
    drift: drift.sort((a, b) => inTreeOrder(a.path, b.path)),
    entries: { left: evidence.left.countIn("in"), right: evidence.right.countIn("in") },
  }
}

/** Listings come in as they please; a plan of the same things reads the same. */
const byPlace = (a: Problem, b: Problem): number =>
  inTreeOrder(a.path ?? "", b.path ?? "") || sides.indexOf(a.side) - sides.indexOf(b.side)
  || inTreeOrder(a.message, b.message)

/** Filters may show it again one day, and what happened meanwhile is not for this pair to repeat on the other side. */
const isNewlyHidden = (evidence: Evidence, seen: Sighting, ranks: Ranks): boolean =>
  sides.some((side) =>
    ranks[side] !== -1 && evidence[side].scopeAt(ranks[side]) === "hidden"
    && seen.agreed !== undefined && unchanged(seen.agreed[side], seen[side])
  )

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

/** Its past is forgotten first: should the run break off, what has not come yet must not look deleted. */
const isPastOfWhole = ({ desire, seen }: Wish): boolean => isWhole(desire) && seen.agreed !== undefined
const isWhole = (desire: Desire): desire is Take => desire._tag === "Take" && desire.isWhole === true
const allBelow = ({ from }: Take): Take => ({ _tag: "Take", from, isWhole: true })

/** Paths of agreements that are gone from both sides, by themselves or because the filters hide them now. */
const goneFromBoth = ({ baseline, left, right }: Evidence, closed: ReadonlySet<RelPath>): ReadonlyArray<RelPath> =>
  Array.from(baseline.keys())
    .filter((path) => left.rankOf(path) === -1 && right.rankOf(path) === -1 && !isClosed(closed, path))
    .toSorted(inTreeOrder)

/** Lets a wish stand only if the directories around it can stand too. */
const settle = (wishes: ReadonlyArray<Wish>, evidence: Evidence) => {
  const conflicts: Array<Conflict> = []
  const taken: Array<Wish> = []
  const fitted = fitParents(wishes, evidence)
  let blocked: RelPath | undefined // the last conflict: what lies below it waits with it
  for (const wish of fitted.wishes) {
    const { path, seen, desire: wanted } = wish
    if (blocked !== undefined && isWithin(blocked, path)) continue
    const from = removedFrom(wish)
    const mustStay = from !== undefined && seen[from]?._tag === "Directory" && fitted.stays(from, path)
    const isReplaced = from !== undefined && seen[otherSide(from)] !== undefined
    const reason = wanted._tag === "Clash" ? wanted.reason : mustStay && isReplaced ? inTheWay : undefined
    if (reason !== undefined) {
      conflicts.push({ path, left: seen.left, right: seen.right, reason })
      blocked = path
    } else if (wanted._tag === "Take" && !mustStay) {
      taken.push(wish)
    }
  }
  return { conflicts, taken }
}

const inTheWay = "one side has a folder where the other one has a file, and something in that folder has to stay"

/** Names that conflicts give to copies are free on both sides, and given once. */
const freeNames = ({ left, right }: Evidence) => {
  const given = new Set<RelPath>()
  return (path: RelPath): boolean => {
    if (given.has(path) || left.rankOf(path) !== -1 || right.rankOf(path) !== -1) return true
    given.add(path)
    return false
  }
}

const skippedIn = (evidence: Evidence): Steps["skipped"] => {
  const skipped: Array<Steps["skipped"][number]> = []
  for (const side of sides) {
    if (evidence[side].countOf("Symlink") + evidence[side].countOf("Special") === 0) continue
    for (let rank = 0; rank < evidence[side].size; rank++) {
      const kind = evidence[side].kindAt(rank)
      if (kind === "Symlink" || kind === "Special") skipped.push({ side, path: evidence[side].pathAt(rank), kind })
    }
  }
  return skipped
}
