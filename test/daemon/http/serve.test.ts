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

describe("an address of this machine", () => {
  it.live("answers to its own names, to those of the syncfile as it is now, and to no other one", () =>
    Effect.gen(function*() {
      const { ask, world } = yield* serving({ hosts: ["sync.example.com", "2001:db8::1"] })
      const statusFor = (host: string) => Effect.map(ask("/api/status", { headers: { host } }), ({ status }) => status)
      for (
        const host of [
          "localhost",
          "127.0.0.1:9464",
          "[::1]:9464",
          "sync.example.com",
          "Sync.Example.COM:443",
          "[2001:db8::1]",
        ]
      ) {
        assert.strictEqual(yield* statusFor(host), 200, host)
      }
      for (
        const host of [
          "rebound.example",
          "sync.example.com.rebound.example",
          "example.com",
          "rebound.example:80@localhost",
        ]
      ) {
        assert.strictEqual(yield* statusFor(host), 421, host)
      }
      world.setup = { ...world.setup, daemon: { ...world.setup.daemon, hosts: [] } }
      const { status, text } = yield* ask("/", { headers: { host: "sync.example.com" } })
      assert.strictEqual(status, 421)
      assert.match(text, /daemon\.hosts/)
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
