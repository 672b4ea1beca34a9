import { assert, describe, it } from "@effect/vitest"
import { Cause, Effect, Logger } from "effect"
import { get } from "node:http"
import { serving } from "./serving.ts"

/** Whatever is logged, and of what kind it is. */
const logging = () => {
  const lines: Array<string> = []
  const logger = Logger.make(({ cause, logLevel, message }) =>
    void lines.push(
      [logLevel, ...[message].flat().map(String), ...cause.reasons.length > 0 ? [Cause.pretty(cause)] : []].join(" "),
    )
  )
  return { lines, layer: Logger.layer([logger]) }
}

describe("the health of a watch", () => {
  it.live("is that of all its parts", () =>
    Effect.gen(function*() {
      const { ask, world } = yield* serving()
      assert.deepStrictEqual(yield* ask("/healthz"), { status: 200, text: "ok\n" })
      world.broken = "part of the watch has ended: Error: a bug"
      assert.deepStrictEqual(yield* ask("/healthz"), { status: 500, text: `${world.broken}\n` })
      assert.deepStrictEqual(yield* ask("/readyz"), { status: 503, text: `${world.broken}\n` })
    }).pipe(Effect.scoped))
})

describe("the log of what is served", () => {
  it.live("has nothing on what nobody has to mend: wrong paths, wrong methods, closed tabs, wrong bodies", () => {
    const { layer, lines } = logging()
    return Effect.gen(function*() {
      const { ask, port, post } = yield* serving()
      assert.strictEqual((yield* ask("/api/nothing")).status, 404)
      assert.strictEqual((yield* ask("/api/status", { method: "PUT" })).status, 404)
      assert.strictEqual((yield* ask("/api/status", { method: "POST" })).status, 404)
      assert.strictEqual((yield* ask("/api/status", { method: "HEAD" })).status, 200)
      assert.strictEqual((yield* post("/api/pairs/pair/suspend", "{")).status, 400)
      yield* Effect.promise(() =>
        new Promise<void>((closed) => {
          const sent = get({ host: "127.0.0.1", port, path: "/api/events", agent: false }, (response) => {
            response.once("data", () => sent.destroy()).once("error", () => {}).once("close", () => closed())
          })
        })
      )
      yield* Effect.sleep(100)
      assert.deepStrictEqual(lines, [])
    }).pipe(Effect.scoped, Effect.provide(layer))
  })

  it.live("has what went wrong in us, once", () => {
    const { layer, lines } = logging()
    return Effect.gen(function*() {
      const { ask } = yield* serving({}, { history: () => Effect.die(new Error("a bug")) })
      assert.strictEqual((yield* ask("/api/pairs/pair/runs")).status, 500)
      assert.strictEqual(lines.length, 1)
      assert.match(lines[0]!, /^Error a request could not be answered Error: a bug/)
    }).pipe(Effect.scoped, Effect.provide(layer))
  })
})
