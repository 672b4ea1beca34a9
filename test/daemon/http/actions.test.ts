import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { serving } from "./serving.ts"

const suspend = "/api/pairs/pair/suspend"

describe("what is asked for in a body", () => {
  it.live.each(
    [
      ["{\"for\":\"4h\",\"reason\":\"x\"}", /for: Expected a number of milliseconds/],
      ["{\"fro\":60000}", /fro/],
      ["{\"for\":-1}", /for/],
      ["{\"reason\":7}", /reason/],
      ["null", /Expected object/],
      ["for=4h", /JSON/],
    ] as const,
  )("is refused, and nothing is done, where it is not understood: %s", ([body, complaint]) =>
    Effect.gen(function*() {
      const { post, world } = yield* serving()
      const { status, text } = yield* post(suspend, body)
      assert.strictEqual(status, 400)
      const { message } = JSON.parse(text) as { readonly message: string }
      assert.match(message, complaint)
      assert.strictEqual(message.split("\n").length, 1)
      assert.deepStrictEqual([...world.suspensions], [])
    }).pipe(Effect.scoped))

  it.live.each(["", "{}"])("may be nothing in particular: %o", (body) =>
    Effect.gen(function*() {
      const { post, world } = yield* serving()
      assert.strictEqual((yield* post(suspend, body)).status, 200)
      assert.isUndefined(world.suspensions.get("pair")?.until)
    }).pipe(Effect.scoped))

  it.live("counts", () =>
    Effect.gen(function*() {
      const { post, world } = yield* serving()
      assert.strictEqual((yield* post(suspend, "{\"for\":60000,\"reason\":\"x\",\"by\":\"ada\"}")).status, 200)
      const { by, reason, since, until } = world.suspensions.get("pair")!
      assert.deepStrictEqual([by, reason, until! - since], ["ada", "x", 60_000])
    }).pipe(Effect.scoped))

  it.live("is not looked at without the token", () =>
    Effect.gen(function*() {
      const { ask } = yield* serving()
      assert.strictEqual((yield* ask(suspend, { method: "POST", body: "{\"for\":\"4h\"}" })).status, 401)
    }).pipe(Effect.scoped))
})
