import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { EndpointError } from "../../src/endpoint/EndpointError.ts"
import { memoryEndpoint } from "../../src/endpoint/memory/memoryEndpoint.ts"
import { memoryWorld, type Moment } from "../../src/endpoint/memory/MemoryWorld.ts"
import { retrying } from "../../src/endpoint/retrying.ts"
import { at, fileAt, kept, moveAt, reasonOf, removeAt } from "./contract/storyOf.ts"

const lost = new EndpointError({
  endpoint: "memory",
  operation: "anything",
  reason: { _tag: "ConnectionLost", message: "the cable was pulled" },
})

/** The connection breaks the first time that this moment comes. */
const breakingAt = (moment: Moment) => {
  const memory = memoryWorld()
  let isDue = true
  memory.before = (now) => {
    if (now !== moment || !isDue) return undefined
    isDue = false
    return lost
  }
  const place = { _tag: "Local", path: "/old", written: "old" } as const
  return { memory, endpoint: retrying(memoryEndpoint(memory, { backup: place })) }
}

describe("an endpoint that asks again", () => {
  it.live("asks its backup folder again, too", () =>
    Effect.gen(function*() {
      const { memory, endpoint } = breakingAt("stat")
      memory.put(".syncfile-backup/file", "old")
      assert.strictEqual((yield* endpoint.backup!.stat(at("file")))?._tag, "File")
    }))

  for (const moment of ["put-back", "returned"] as const) {
    it.live(`puts back what the connection broke over at ${moment}`, () =>
      Effect.gen(function*() {
        const { memory, endpoint } = breakingAt(moment)
        memory.put(".syncfile-backup/file", "old")
        yield* endpoint.putBack(at("file"), at("file"))
        assert.strictEqual(memory.peek("file")?._tag, "File")
      }))
  }

  it.live("neither moves nor removes again what may be done already", () =>
    Effect.gen(function*() {
      for (const moment of ["moved", "removed"] as const) {
        const { memory, endpoint } = breakingAt(moment)
        memory.put("file", "text")
        const file = yield* fileAt(endpoint, "file")
        const once = moment === "moved"
          ? moveAt(endpoint, "file", "new", file)
          : removeAt(endpoint, "file", file, kept("file"))
        assert.strictEqual(yield* reasonOf(Effect.asVoid(once)), "ConnectionLost")
      }
    }))
})
