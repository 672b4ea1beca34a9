import { assert, describe, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { Entries } from "../../src/domain/Entries.ts"
import { type File } from "../../src/domain/Entry.ts"
import { RelPath } from "../../src/domain/RelPath.ts"
import { type Capabilities, type Endpoint } from "../../src/endpoint/Endpoint.ts"
import { limited } from "../../src/endpoint/limited.ts"
import { memoryEndpoint } from "../../src/endpoint/memory/memoryEndpoint.ts"
import { memoryWorld } from "../../src/endpoint/memory/MemoryWorld.ts"
import { writingOf } from "./contract/storyOf.ts"

/** Counts how much is under way at once; every listing and every file takes a moment. */
const counting = (allowed: Pick<Capabilities, "listings" | "transfers">) => {
  const inner = memoryEndpoint(memoryWorld())
  const most = { listings: 0, files: 0 }
  const now = { listings: 0, files: 0 }
  const counted = (what: keyof typeof now) =>
    Effect.acquireRelease(
      Effect.sync(() => void (most[what] = Math.max(most[what], ++now[what]))),
      () => Effect.sync(() => void now[what]--),
    ).pipe(Effect.andThen(Effect.sleep("10 millis")))
  const endpoint: Endpoint = {
    ...inner,
    capabilities: (use) => Effect.map(inner.capabilities(use), (capabilities) => ({ ...capabilities, ...allowed })),
    list: () => Effect.scoped(Effect.as(counted("listings"), { entries: Entries.of([]), problems: [] })),
    read: () => Stream.unwrap(Effect.as(counted("files"), Stream.empty)),
    write: ({ wanted }) => Effect.scoped(Effect.as(counted("files"), wanted)),
  }
  const backup = { ...endpoint, name: "old" }
  return { endpoint: limited({ ...endpoint, backup }), most }
}

const path = RelPath.make("a")
const file = { _tag: "File", size: 0, modified: 0 } as const
const waited = { duration: "2 seconds" as const, orElse: () => Effect.succeed("still waiting") }
const many = Array.from({ length: 20 }, (_, index) => index)
const atOnce = { concurrency: 20, discard: true } as const

describe("a limited endpoint", () => {
  it.live("lists no more directories at once than it says", () =>
    Effect.gen(function*() {
      const { endpoint, most } = counting({ listings: 3, transfers: 1 })
      yield* Effect.forEach(many, () => endpoint.list(undefined), atOnce)
      assert.strictEqual(most.listings, 3)
    }))

  it.live("has no more files open at once than it says, read and written together", () =>
    Effect.gen(function*() {
      const { endpoint, most } = counting({ listings: 1, transfers: 4 })
      const writing = writingOf(path, file)
      yield* Effect.forEach(many, (index) =>
        index % 2 === 0
          ? Stream.runDrain(endpoint.read(path, file))
          : Effect.asVoid(endpoint.write(writing, Stream.empty)), atOnce)
      assert.strictEqual(most.files, 4)
    }))

  it.live("counts what is under way in its backup folder with it", () =>
    Effect.gen(function*() {
      const { endpoint, most } = counting({ listings: 2, transfers: 3 })
      const one = (index: number) => index % 2 === 0 ? endpoint : endpoint.backup!
      yield* Effect.forEach(many, (index) => one(index).list(undefined), atOnce)
      assert.strictEqual(most.listings, 2)
    }))

  it.live("reads no more old versions at once than files, and at most eight", () =>
    Effect.gen(function*() {
      for (const [transfers, files] of [[3, 3], [384, 8]] as const) {
        const { endpoint, most } = counting({ listings: 1, transfers })
        yield* Effect.forEach(many, () => Stream.runDrain(endpoint.backup!.read(path, file)), atOnce)
        assert.strictEqual(most.files, files)
      }
    }))

  it.live("writes what comes from its own backup even where it may have one file in flight only", () =>
    Effect.gen(function*() {
      const world = memoryWorld()
      world.put("a", "1")
      const inner = memoryEndpoint(world)
      const capabilities: Endpoint["capabilities"] = (use) =>
        Effect.map(inner.capabilities(use), (found) => ({ ...found, transfers: 1 }))
      const { backup, stat, write } = limited({ ...inner, capabilities, backup: inner })
      const wanted = (yield* stat(path)) as File
      const writing = writingOf(RelPath.make("b"), wanted)
      const writes = Effect.as(write(writing, backup!.read(path, wanted)), "written")
      assert.strictEqual(yield* Effect.timeoutOrElse(writes, waited), "written")
    }))

  it.live("lets the next file in when a reader stops half-way", () =>
    Effect.gen(function*() {
      const { endpoint, most } = counting({ listings: 1, transfers: 1 })
      yield* Effect.forEach(many, () => Effect.timeoutOption(Stream.runDrain(endpoint.read(path, file)), "3 millis"))
      yield* Stream.runDrain(endpoint.read(path, file))
      assert.strictEqual(most.files, 1)
    }))
})
