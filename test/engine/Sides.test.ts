import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { Endpoints } from "../../src/endpoint/Endpoint.ts"
import { memoryEndpoint } from "../../src/endpoint/memory/memoryEndpoint.ts"
import { memoryWorld } from "../../src/endpoint/memory/MemoryWorld.ts"
import { openSides } from "../../src/engine/Sides.ts"
import { pairOf } from "../support/entries.ts"
import { backups, denied, lost, patiently } from "../support/memoryPair.ts"

describe("the sides of a pair", () => {
  it.effect("are opened where they lie, each with its own backup; links are followed on the source alone", () => {
    const opened: Array<unknown> = []
    const layer = Layer.succeed(Endpoints, {
      open: ({ written }, options) =>
        Effect.sync(() => {
          opened.push({ written, ...options })
          return memoryEndpoint(memoryWorld({ name: written }))
        }),
    })
    return Effect.gen(function*() {
      const { left, right } = yield* openSides(
        pairOf({ symlinks: "follow", backup: { ...backups(), left: undefined } }),
      )
      assert.deepStrictEqual([left.name, right.name], ["./left", "./right"])
      assert.sameDeepMembers(opened, [
        { written: "./left", symlinks: "follow", backup: undefined },
        { written: "./right", symlinks: "skip", backup: backups().right?.place, isApart: false },
      ])
    }).pipe(Effect.provide(layer))
  })

  it.effect("are closed with the scope, both of them even if one cannot be opened", () => {
    let open = 0
    const layer = Layer.succeed(Endpoints, {
      open: ({ written }) =>
        written === "broken" ? Effect.fail(denied) : Effect.acquireRelease(
          Effect.sync(() => {
            open += 1
            return memoryEndpoint(memoryWorld())
          }),
          () => Effect.sync(() => void (open -= 1)),
        ),
    })
    return Effect.gen(function*() {
      yield* Effect.scoped(Effect.andThen(openSides(pairOf()), Effect.sync(() => assert.strictEqual(open, 2))))
      const broken = pairOf({ right: { _tag: "Local", path: "/right", written: "broken" } })
      assert.strictEqual(yield* Effect.flip(Effect.scoped(openSides(broken))), denied)
      assert.strictEqual(open, 0)
    }).pipe(Effect.provide(layer))
  })

  it.effect("are asked again when a connection breaks while looking", () => {
    const world = memoryWorld()
    const layer = Layer.succeed(Endpoints, { open: () => Effect.succeed(memoryEndpoint(world)) })
    return Effect.gen(function*() {
      const { left } = yield* openSides(pairOf())
      for (const [error, asked] of [[lost, 4], [denied, 1]] as const) {
        let count = 0
        world.before = () => {
          count += 1
          return error
        }
        assert.strictEqual(yield* patiently(Effect.flip(left.rootId)), error)
        assert.strictEqual(count, asked)
      }
    }).pipe(Effect.provide(layer))
  })
})
