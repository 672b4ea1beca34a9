/** A pair in memory with a large file, large being a few bytes, and what tests of its journeys ask. */
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { type MemoryWorld } from "../../src/endpoint/memory/MemoryWorld.ts"
import { CheckpointDistance } from "../../src/engine/LargeFiles.ts"
import { StateStore } from "../../src/state/StateStore.ts"
import { disturbedPass } from "../support/disturbances.ts"
import { leftoversIn, type MemoryPair, memoryPair, type MemoryPairOptions, type pass } from "../support/memoryPair.ts"

export const large = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJ"

export const start = (options: MemoryPairOptions = {}, content = large): MemoryPair => {
  const both = memoryPair({ ...options, left: { chunk: 4, ...options.left } })
  both.left.put("d/large", content)
  return both
}

export const withPast = <A, E>(both: MemoryPair, work: Effect.Effect<A, E, Layers>) =>
  work.pipe(
    Effect.provideService(CheckpointDistance, { least: 16, every: 8 }),
    Effect.provide(both.layer),
  )
type Layers = Effect.Services<ReturnType<typeof pass>>

/** A test on such a pair. */
export const withLarge = <A, E>(
  tell: (both: MemoryPair) => Effect.Effect<A, E, Layers>,
  ...options: Parameters<typeof start>
) =>
() => {
  const both = start(...options)
  return withPast(both, tell(both))
}

/** The process dies right before so many bytes are written; each chunk has four. */
export const dieAt = (both: MemoryPair, bytes: number) => {
  const first = both.steps.length
  return disturbedPass(
    both,
    (number) => {
      const { moment, side } = both.steps[number]!
      const written = both.steps.slice(first).filter((step) => step.moment === "write-chunk").length
      return moment === "write-chunk" && side === "right" && written > bytes / 4 ? "crash" : undefined
    },
  )
}

export const partIn = (world: MemoryWorld) =>
  leftoversIn(world).find((path) => path.endsWith(".part")) ?? assert.fail("no part")

export const resumedIn = (both: MemoryPair) =>
  both.events.flatMap((event) => event._tag === "TakenUp" ? event.bytes : [])

export const unfinished = (both: MemoryPair) =>
  Effect.flatMap(StateStore, (state) => Effect.map(state.load(both.pair.name), (memory) => memory.unfinished.length))
