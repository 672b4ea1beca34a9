/** Holes that runs left which never finished: they must not pass for a user's deletes. */
import { Effect } from "effect"
import { type Baseline } from "../domain/Baseline.ts"
import { type Pair } from "../domain/Pair.ts"
import { type Plan } from "../domain/Plan.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { otherSide, type Side } from "../domain/Side.ts"
import { type Memory } from "../state/StateStore.ts"
import { type Sides } from "./Sides.ts"

const looksAtOnce = 16

/**
 * Where such a run meant to do something on a side that has nothing there now, it may have been the run that emptied the
 * place. What the other side has there then counts as new, and comes back.
 */
export const holesIn = (
  { baseline, unfinished }: Memory,
  isThere: (side: Side, path: RelPath) => boolean,
): ReadonlySet<RelPath> => {
  const holes = new Set<RelPath>()
  for (const { intents } of unfinished) {
    for (const { side, path } of intents.values()) {
      const isHole = !isThere(side, path) && isThere(otherSide(side), path)
      if (isHole && baseline.get(path) !== undefined) holes.add(path)
    }
  }
  return holes
}

/** For a plan that was made before: it does not know of the holes that a run has left since. */
export const holesNow = Effect.fnUntraced(function*({ mode }: Pair, memory: Memory, sides: Sides) {
  if (mode !== "two-way") return new Set<RelPath>()
  const paths = new Set(memory.unfinished.flatMap(({ intents }) => Array.from(intents.values(), ({ path }) => path)))
  const there = { left: new Set<RelPath>(), right: new Set<RelPath>() }
  const unclear = new Set<RelPath>()
  const look = (side: Side, path: RelPath) =>
    sides[side].stat(path).pipe(
      Effect.map((found) => void (found !== undefined && there[side].add(path))),
      Effect.catchIf((error) => !error.isConnection, () => Effect.sync(() => void unclear.add(path))),
    )
  yield* Effect.forEach(paths, (path) => Effect.andThen(look("left", path), look("right", path)), {
    concurrency: looksAtOnce,
    discard: true,
  })
  return new Set([...holesIn(memory, (side, path) => there[side].has(path)), ...unclear])
})

/** The past, as far as it can tell a user's delete from a hole. */
export const withoutHoles = (baseline: Baseline, holes: ReadonlySet<RelPath>): Baseline =>
  holes.size === 0 ? baseline : {
    size: baseline.size - holes.size,
    get: (path) => holes.has(path) ? undefined : baseline.get(path),
    keys: () => Array.from(baseline.keys()).filter((path) => !holes.has(path)),
    isStill: (path, left, right) => !holes.has(path) && baseline.isStill?.(path, left, right) === true,
  }

/**
 * The past of a hole is forgotten by the run that fills it, before it does: should it not come to that, the next one must
 * not take the hole for a delete either.
 */
export const forgetting = (plan: Plan, holes: ReadonlySet<RelPath>): Plan =>
  holes.size === 0 ? plan : Object.assign({}, plan, {
    agreed: [...plan.agreed, ...Array.from(holes, (path) => ({ path, agreement: undefined }))],
  })
