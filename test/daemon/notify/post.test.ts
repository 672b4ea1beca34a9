import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { eventually } from "../../scenarios/support/eventually.ts"
import { listeningAs } from "../../scenarios/support/listening.ts"
import { freePort } from "../../support/servers/freePort.ts"
import { telling, webhook } from "./telling.ts"

/** What is said of a webhook that could not be told. */
const complaintAbout = Effect.fnUntraced(function*(url: string) {
  const { ends, warnings } = yield* telling({ pairs: { docs: [webhook(url)] } })
  yield* ends("docs", { outcome: "failed", message: "the disk is gone" })
  yield* eventually("it is complained about", () => warnings.length > 0, 10_000)
  return warnings.join("\n")
}, Effect.scoped)

describe("what could not be posted", () => {
  it.live.each([[500, 3], [429, 3], [408, 3], [404, 1], [401, 1]] as const)(
    "is complained about with the host and the status: %s, after attempts: %s",
    ([status, attempts]) =>
      Effect.gen(function*() {
        const { heard, url } = yield* listeningAs(() => status)
        const { host } = new URL(url)
        assert.strictEqual(
          yield* complaintAbout(`${url}/secret-path`),
          `nobody could be told by webhook: ${host} answered ${status}`,
        )
        assert.strictEqual(heard.length, attempts)
      }).pipe(Effect.scoped),
  )

  it.live("because nobody listens there is complained about as that", () =>
    Effect.gen(function*() {
      const port = yield* freePort
      assert.strictEqual(
        yield* complaintAbout(`http://127.0.0.1:${port}/secret-path`),
        `nobody could be told by webhook: 127.0.0.1:${port} cannot be reached (ECONNREFUSED)`,
      )
    }).pipe(Effect.scoped))

  it.live("because of an address that nothing can be sent to says what is wrong with it", () =>
    Effect.gen(function*() {
      assert.match(yield* complaintAbout("http://ada:secret@127.0.0.1:1/"), /holds a user or a password/)
      assert.match(yield* complaintAbout("ftp://127.0.0.1/"), /neither http nor https/)
      assert.match(yield* complaintAbout("not an address"), /neither http nor https/)
    }))
})
