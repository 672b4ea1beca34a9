/** Looks at both sides until everything that a plan rests on is known. Changes nothing. */
import { Clock, Effect } from "effect"
import { makeFilter } from "../domain/filter/makeFilter.ts"
import { type Pair } from "../domain/Pair.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { type Side } from "../domain/Side.ts"
import { Snapshot } from "../domain/Snapshot.ts"
import { type Capabilities } from "../endpoint/Endpoint.ts"
import { type Evidence } from "../plan/Evidence.ts"
import { type Marks } from "../plan/guardMarks.ts"
import { newsIn } from "../plan/sightings.ts"
import { undecided } from "../plan/undecided.ts"
import { Reporter } from "../report/Reporter.ts"
import { type Memory } from "../state/StateStore.ts"
import { findDigests } from "./findDigests.ts"
import { holesIn, withoutHoles } from "./holes.ts"
import { readMark } from "./marks.ts"
import { proveAbsences } from "./proveAbsences.ts"
import { scan } from "./scan.ts"
import { scopeOf } from "./scopeOf.ts"
import { type Roots, type Sides } from "./Sides.ts"

const nothing = Snapshot.of([])

export const look = Effect.fn("look")(function*(pair: Pair, sides: Sides, memory: Memory) {
  if (pair.compare === "checksum" && isFirstContact(memory)) yield* expectDigests(sides)
  const { left, right } = yield* Effect.all({
    left: lookAt(pair, "left", sides, memory),
    right: lookAt(pair, "right", sides, memory),
  }, { concurrency: 2 })
  const roots: Roots = { left: left.root, right: right.root }
  const abilities = { left: left.abilities, right: right.abilities }
  const written = pair.mode === "two-way" ? [abilities.left, abilities.right] : [abilities.right]

  const shown = { left: left.snapshot, right: right.snapshot }
  const holes = pair.mode === "two-way"
    ? holesIn(memory, (side, path) => shown[side].rankOf(path) !== -1)
    : new Set<RelPath>()
  const bare: Evidence = {
    ...shown,
    baseline: withoutHoles(memory.baseline, holes),
    isFirstContact: isFirstContact(memory),
    keepsTimes: written.every(({ keepsTimes }) => keepsTimes) && believesTimes(pair, memory),
    foldsNames: written.some(({ foldsNames }) => foldsNames),
    movesDirectories: { left: left.abilities.movesDirectories, right: right.abilities.movesDirectories },
    copies: copiesOn(pair, abilities),
    digests: { left: new Map(), right: new Map() },
    doubts: [],
  }
  const first: Evidence = { ...bare, news: newsIn(bare) }
  const doubts = roots.left === undefined ? [] : yield* proveAbsences(pair, sides, first)
  const wanted = undecided(pair, { ...first, doubts })
  const { digests, unreadable, digested } = yield* findDigests(pair, sides, wanted)
  const evidence: Evidence = { ...first, digests, doubts: [...doubts, ...unreadable] }
  const marks: Marks = { expected: memory.mark, found: { left: left.mark, right: right.mark } }
  return { evidence, roots, marks, abilities, digested, holes }
})

/** Nobody waits for it but whoever asks for digests: a shell may be long in coming, and be needed for nothing. */
const expectDigests = ({ left, right }: Sides) =>
  Effect.forkChild(
    Effect.forEach([left, right], (side) => Effect.ignore(side.expectDigests), { concurrency: 2, discard: true }),
    { startImmediately: true },
  )

/** A run that began and died before it could note anything has not brought them together. */
const isFirstContact = ({ baseline, scope, unfinished }: Memory): boolean =>
  scope === undefined || (baseline.size === 0 && unfinished.length > 0)

/** Taking a file for another one in vain costs reading it twice, which must not go over a line. */
const copiesOn = ({ mode }: Pair, { left, right }: Readonly<Record<Side, Capabilities>>) => ({
  left: mode === "two-way" && left.copies && right.digest !== "read-back",
  right: right.copies && left.digest !== "read-back",
})

/** Later on, equal times of files that both sides made by themselves are chance, and their contents are few to read. */
const believesTimes = (pair: Pair, memory: Memory): boolean =>
  pair.mode !== "two-way" || isFirstContact(memory) || memory.scope !== scopeOf(pair)

const lookAt = Effect.fnUntraced(function*(pair: Pair, side: Side, sides: Sides, memory: Memory) {
  const isTarget = side === "right" || pair.mode === "two-way"
  const { abilities, seen } = yield* Effect.all({
    abilities: sides[side].capabilities(isTarget ? "target" : "source"),
    seen: seeBelowRoot(pair, side, sides, memory.mark),
  }, { concurrency: 2 }) // to try a server out takes many round trips
  return { abilities, ...seen }
})

const seeBelowRoot = Effect.fnUntraced(function*(pair: Pair, side: Side, sides: Sides, mark: Memory["mark"]) {
  const root = yield* sides[side].rootId
  if (root === undefined) return { root, snapshot: nothing, mark: undefined }
  const { listings } = yield* sides[side].capabilities("source")
  const found = yield* Effect.all({
    snapshot: scanSide(pair, side, sides, listings),
    mark: mark === undefined || pair.mode !== "two-way"
      ? Effect.succeed(undefined)
      : readMark(sides[side], mark.id),
  }, { concurrency: 2 })
  return { root, ...found }
})

const scanSide = Effect.fnUntraced(function*(pair: Pair, side: Side, sides: Sides, listings: number) {
  const reporter = yield* Reporter
  const now = yield* Clock.currentTimeMillis
  const { name, mode } = pair
  return yield* scan(sides[side], {
    side,
    filter: makeFilter(pair.filters),
    now,
    listings,
    seen: (entries) => reporter.emit({ _tag: "Scanning", pair: name, mode, side, entries }),
  })
})
