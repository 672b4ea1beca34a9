/**
 * Brings back order after runs that never finished: what they were writing goes, what they had moved away comes back.
 * The pair must be locked: then none of them is alive. Done before anybody looks, or their holes would pass for deletes.
 */
import { Effect } from "effect"
import { keptPath, runFolder } from "../domain/backups.ts"
import { type Entry, type File, sameVersion } from "../domain/Entry.ts"
import { type Pair } from "../domain/Pair.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { type Side, sides as bothSides } from "../domain/Side.ts"
import { originOf } from "../domain/temporaries.ts"
import { type Endpoint } from "../endpoint/Endpoint.ts"
import { type EndpointError } from "../endpoint/EndpointError.ts"
import { isKnownRoot } from "../plan/guardMarks.ts"
import { type Intent, type Memory, type UnfinishedRun } from "../state/StateStore.ts"
import { bringHome } from "./bringHome.ts"
import { endMove } from "./endMove.ts"
import { findLeftovers } from "./findLeftovers.ts"
import { type HeldPart, heldPartAt } from "./heldParts.ts"
import { judgeMarks, markNumber, markPath } from "./marks.ts"
import { recoverChecked } from "./recoverChecked.ts"
import { type Sides } from "./Sides.ts"

export interface Recovery {
  /** Sides whose folder is not there, or is another one than that of these runs: nothing was looked for in it. */
  readonly skipped: ReadonlyArray<Side>
  /** Runs of which something may still be left somewhere: they must stay unfinished. */
  readonly open: ReadonlySet<string>
  /** What was left as it is, because an action to come may go on with it. */
  readonly parts: ReadonlyArray<HeldPart>
  /** What could not be put in order, a sentence each. */
  readonly complaints: ReadonlyArray<string>
}

const atOnce = { concurrency: 16, discard: true } as const

/** `keepsParts`: of large files; else they go as everything does that was being written. */
export const recoverRuns = Effect.fn("recoverRuns")(function*(
  pair: Pair,
  memory: Memory,
  sides: Sides,
  keepsParts: boolean,
) {
  const { unfinished } = memory
  const skipped: Array<Side> = []
  const open = new Set<string>()
  const parts: Array<HeldPart> = []
  const complaints: Array<string> = []
  if (unfinished.length === 0) return { skipped, open, parts, complaints } satisfies Recovery
  /** Trouble with one path is no reason to let the others wait. */
  const trying = (runs: ReadonlyArray<string>, work: Effect.Effect<void, EndpointError>) =>
    Effect.catchIf(work, (error) => !error.isConnection, ({ message }) =>
      Effect.sync(() => {
        for (const run of runs) open.add(run)
        complaints.push(`what an unfinished run left could not be put in order: ${message}`)
      }))
  const all = unfinished.map(({ run }) => run)
  const known = yield* knownSides(pair, memory, sides)
  for (const side of bothSides) {
    if (!known[side]) {
      skipped.push(side)
      for (const run of all) open.add(run)
      continue
    }
    const { leftovers, unseen } = yield* findLeftovers(unfinished, side, sides[side])
    yield* Effect.forEach(unseen, (error) => trying(all, Effect.fail(error)), { discard: true })
    const held = keepsParts ? leftovers.flatMap((leftover) => heldPartAt(unfinished, side, leftover) ?? []) : []
    parts.push(...held)
    const kept = new Set(held.map(({ leftover }) => leftover))
    yield* Effect.forEach(
      leftovers.filter((leftover) => !kept.has(leftover)),
      (leftover) => trying([originOf(leftover)?.run ?? ""], clearLeftover(pair, memory, side, sides[side], leftover)),
      atOnce,
    )
    for (const run of unfinished) {
      const bringing = Effect.flatMap(
        keptBy(run, side, sides[side]),
        (kept) => Effect.forEach(kept, ({ as, home }) => trying([run.run], bringHome(sides[side], as, home)), atOnce),
      )
      yield* trying([run.run], bringing)
    }
  }
  return { skipped, open, parts, complaints } satisfies Recovery
})

/** In another folder than that of those runs nothing of theirs is to be found, and nothing is to be put. */
const knownSides = Effect.fnUntraced(function*(pair: Pair, { roots, mark }: Memory, sides: Sides) {
  const now = yield* Effect.all({ left: sides.left.rootId, right: sides.right.rootId }, { concurrency: 2 })
  const isSame = (side: Side, isProven: boolean) =>
    now[side] !== undefined && isKnownRoot({ before: roots[side], now: now[side] }, isProven)
  const areSame = bothSides.every((side) => isSame(side, false))
  const { isProven } = areSame ? { isProven: false } : yield* judgeMarks(pair, now, sides, mark).pipe(
    Effect.catchIf((error) => !error.isConnection, () => Effect.succeed({ isProven: false })), // they prove nothing
  )
  return { left: isSame("left", isProven), right: isSame("right", isProven) }
})

/**
 * A name that the journal does not know is left alone: it may be a user's. A part of a run that is over is nobody's,
 * whatever it was for. In a two-way pair, only the version that was to go may be removed: another one is an edit.
 */
const clearLeftover = (
  { mode }: Pair,
  { unfinished, baseline, mark }: Memory,
  side: Side,
  endpoint: Endpoint,
  leftover: RelPath,
): Effect.Effect<void, EndpointError> => {
  const origin = originOf(leftover)
  const intents = unfinished.find(({ run }) => run === origin?.run)?.intents
  if (origin === undefined || intents === undefined) return Effect.void
  const isOld = leftover.endsWith(".old")
  const intent = intents.get(origin.number)
  const isOfMark = origin.number === markNumber && mark !== undefined
  const home = isOfMark ? markPath(mark.id) : intent?.path ?? (isOld ? undefined : leftover)
  if (home === undefined) return Effect.void
  if (!isOld) return endpoint.recover(leftover, home)
  if (intent?.from !== undefined) return endMove(endpoint, side, leftover, { from: intent.from, path: home })
  const expected = mode === "two-way" ? withDigest(intent?.expected, baseline.get(home)?.[side]) : undefined
  return Effect.flatMap(endpoint.stat(leftover), (found) =>
    expected === undefined && found?._tag === "File"
      ? endpoint.recover(leftover, home)
      : recoverChecked(endpoint, leftover, home, {
        expected,
        side: mode === "two-way" && !isOfMark ? side : undefined,
      }))
}

/** The content that the version had when it was last in step. */
const withDigest = (expected: File | undefined, agreed: Entry | undefined): File | undefined =>
  expected !== undefined && expected.digest === undefined && agreed?._tag === "File" && agreed.digest !== undefined
    && sameVersion(agreed, expected)
    ? { ...expected, digest: agreed.digest }
    : expected

interface Kept {
  readonly as: RelPath // in the backup folder
  readonly home: RelPath
}

/** What may have been moved into the backup for something that then did not come about, whatever it turned out to be. */
const keptBy = Effect.fnUntraced(function*({ run, started, intents }: UnfinishedRun, side: Side, { backup }: Endpoint) {
  const folder = runFolder(run, started) as RelPath
  const hasGivenWay = (intent: Intent) => intent.side === side && intent.expected !== undefined
  const open = Array.from(intents.values()).filter(hasGivenWay)
  if (backup === undefined || open.length === 0 || (yield* backup.rootId) === undefined) return []
  if ((yield* backup.stat(folder)) === undefined) return []
  return open.map(({ path }): Kept => ({ as: keptPath(folder, path), home: path }))
})
