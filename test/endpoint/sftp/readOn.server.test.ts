/** Downloads over connections that break in the middle. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { type File } from "../../../src/domain/Entry.ts"
import { type Endpoint } from "../../../src/endpoint/Endpoint.ts"
import { sshd } from "../../support/servers/sshd.ts"
import { sharedServer } from "../../support/sharedServer.ts"
import { at, earlier, fileAt, noise, reasonOf, sameBytes } from "../contract/storyOf.ts"
import { openThroughProxy } from "./opened.ts"

const server = sharedServer(sshd())
const size = 9_000_000

/** Reads to the end, and does something once so many bytes have come. */
const readDoing = (
  endpoint: Endpoint,
  file: File,
  moments: ReadonlyArray<readonly [bytes: number, act: Effect.Effect<void>]>,
) => {
  const due = [...moments]
  const pieces: Array<Uint8Array> = []
  let given = 0
  const read = Stream.runForEach(endpoint.read(at("file"), file), (bytes) =>
    Effect.gen(function*() {
      pieces.push(new Uint8Array(bytes))
      given += bytes.length
      const next = due[0]
      if (next === undefined || given < next[0]) return
      due.shift()
      yield* next[1]
    }))
  return Effect.map(read, () => new Uint8Array(Buffer.concat(pieces)))
}

describe("reading a file from a server", () => {
  it.live("goes on where it broke off, and gives each byte once", () =>
    Effect.gen(function*() {
      const { endpoint, world, proxy } = yield* openThroughProxy(yield* server)
      world.put("file", noise(size), { modified: earlier })
      const file = yield* fileAt(endpoint, "file")
      const before = (yield* proxy.traffic).connections
      const bytes = yield* readDoing(endpoint, file, [1, 3_000_000, 6_000_000, 8_900_000].map((at) => [at, proxy.cut]))
      sameBytes(bytes, noise(size))
      assert.isAbove((yield* proxy.traffic).connections, before + 1)
    }))

  it.live("survives a connection that breaks within a packet", () =>
    Effect.gen(function*() {
      const { endpoint, world, proxy } = yield* openThroughProxy(yield* server)
      world.put("file", noise(size), { modified: earlier })
      const file = yield* fileAt(endpoint, "file")
      yield* proxy.cutAfter("down", 4_321_987)
      sameBytes(yield* readDoing(endpoint, file, []), noise(size))
    }))

  it.live("does not go on with another file", () =>
    Effect.gen(function*() {
      const { endpoint, world, proxy } = yield* openThroughProxy(yield* server)
      world.put("file", noise(size), { modified: earlier })
      const file = yield* fileAt(endpoint, "file")
      const swap = Effect.andThen(Effect.sync(() => world.put("file", noise(size, 2))), proxy.cut)
      assert.strictEqual(yield* reasonOf(readDoing(endpoint, file, [[1, swap]])), "Changed")
    }))

  it.live("gives up when the server stays away", () =>
    Effect.gen(function*() {
      const { endpoint, world, proxy } = yield* openThroughProxy(yield* server)
      world.put("file", noise(size), { modified: earlier })
      const file = yield* fileAt(endpoint, "file")
      const leave = Effect.andThen(proxy.refuse, proxy.cut)
      assert.strictEqual(yield* reasonOf(readDoing(endpoint, file, [[1, leave]])), "Unreachable")
    }))
})
