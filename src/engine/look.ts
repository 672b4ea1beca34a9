/** Looks at both sides until everything that a plan rests on is known. Changes nothing. */
import { Clock, Effect } from "effect"
import { makeFilter } from "../domain/filter/makeFilter.ts"
import { type Pair } from "../domain/Pair.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { type Side } from "../domain/Side.ts"
import { type Problem, Snapshot } from "../domain/Snapshot.ts"
import { type EndpointError, explain } from "../endpoint/EndpointError.ts"
import { type Evidence } from "../plan/Evidence.ts"
import { type Undecided, undecided } from "../plan/undecided.ts"
import { unproven } from "../plan/unproven.ts"
import { Reporter } from "../report/Reporter.ts"
import { type Memory } from "../state/StateStore.ts"
import { contentDigest } from "./contentDigest.ts"
import { scan } from "./scan.ts"
import { type Sides } from "./Sides.ts"

export type Roots = Readonly<Record<Side, string | undefined>>

const nothing = new Snapshot([])
const looksAtOnce = 64

export const look = Effect.fn("look")(function*(pair: Pair, sides: Sides, memory: Memory) {
  const { left, right } = yield* Effect.all({
    left: lookAt(pair, "left", sides),
    right: lookAt(pair, "right", sides),
  }, { concurrency: 2 })
  const roots: Roots = { left: left.root, right: right.root }
  const abilities = { left: left.abilities, right: right.abilities }

  const first: Evidence = {
    left: left.snapshot,
    right: right.snapshot,
    baseline: memory.baseline,
    keepsTimes: abilities.right.keepsTimes,
    foldsNames: abilities.right.foldsNames,
    digests: { left: new Map(), right: new Map() },
    doubts: [],
  }
  const doubts = roots.left === undefined ? [] : yield* proveAbsences(pair, sides, first)
  const wanted = undecided(pair.compare, { ...first, doubts })
  const { digests, unreadable } = yield* readDigests(pair, sides, wanted)
  const evidence: Evidence = { ...first, digests, doubts: [...doubts, ...unreadable] }
  return { evidence, roots, abilities, wanted }
})

const uses = { left: "source", right: "target" } as const

const lookAt = Effect.fnUntraced(function*(pair: Pair, side: Side, sides: Sides) {
  const { root, abilities } = yield* Effect.all({
    root: sides[side].rootId,
    abilities: sides[side].capabilities(uses[side]),
  }, { concurrency: 2 })
  const snapshot = root === undefined ? nothing : yield* scanSide(pair, side, sides, abilities.listings)
  return { root, abilities, snapshot }
})

const scanSide = Effect.fnUntraced(function*(pair: Pair, side: Side, sides: Sides, listings: number) {
  const reporter = yield* Reporter
  const now = yield* Clock.currentTimeMillis
  return yield* scan(sides[side], {
    side,
    filter: makeFilter(pair.filters),
    now,
    listings,
    seen: (entries) => reporter.emit({ _tag: "Scanning", pair: pair.name, side, entries }),
  })
})

/** A listing may leave out what it could not look at. What a delete would rest on is asked for by name. */
const proveAbsences = Effect.fnUntraced(function*(pair: Pair, sides: Sides, evidence: Evidence) {
  const doubts = yield* Effect.forEach(
    unproven(pair, evidence),
    (path): Effect.Effect<ReadonlyArray<Problem>, EndpointError> =>
      sides.left.stat(path).pipe(
        Effect.map((entry) => entry === undefined ? [] : [doubt("left", path, "it is there, but was not listed")]),
        Effect.catchIf(
          (error) => !error.isConnection,
          ({ reason }) => Effect.succeed([doubt("left", path, `whether it is there is not known: ${explain(reason)}`)]),
        ),
      ),
    { concurrency: looksAtOnce },
  )
  return doubts.flat()
})

const doubt = (side: Side, path: RelPath, message: string): Problem => ({ side, path, message })

const readDigests = Effect.fnUntraced(function*(pair: Pair, sides: Sides, wanted: Undecided) {
  const read = yield* Effect.all({
    left: readSide(pair, "left", sides, wanted),
    right: readSide(pair, "right", sides, wanted),
  }, { concurrency: 2 })
  return {
    digests: { left: read.left.digests, right: read.right.digests },
    unreadable: [...read.left.unreadable, ...read.right.unreadable],
  }
})

const readSide = Effect.fnUntraced(function*(pair: Pair, side: Side, sides: Sides, wanted: Undecided) {
  const reporter = yield* Reporter
  const digests = new Map<RelPath, string>()
  const unreadable: Array<Problem> = []
  const total = wanted[side].length
  let bytes = 0
  const progress = () => reporter.emit({ _tag: "Hashing", pair: pair.name, side, done: digests.size, total, bytes })
  const passed = (more: number) => {
    bytes += more
    return progress()
  }
  yield* Effect.forEach(
    wanted[side],
    ([path, file]) =>
      contentDigest(sides[side], path, file, passed).pipe(
        Effect.map((digest) => void digests.set(path, digest)),
        Effect.catchIf((error) => !error.isConnection, ({ reason }) => {
          unreadable.push(doubt(side, path, `it cannot be read: ${explain(reason)}`))
          return Effect.void
        }),
        Effect.andThen(Effect.suspend(progress)),
      ),
    { concurrency: looksAtOnce, discard: true },
  )
  return { digests, unreadable }
})
