import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { get } from "node:http"
import { serving } from "./serving.ts"

describe("events", () => {
  it.live("come while nothing happens, as something that a page can hear", () =>
    Effect.gen(function*() {
      const { port } = yield* serving()
      const first = yield* Effect.promise(() =>
        new Promise<string>((heard, failed) => {
          const sent = get({ host: "127.0.0.1", port, path: "/api/events", agent: false }, (response) => {
            response.setEncoding("utf8").once("data", (text: string) => {
              heard(text)
              sent.destroy()
            })
          }).once("error", failed)
        })
      )
      assert.strictEqual(first, "event: alive\ndata: {\"type\":\"alive\"}\n\n")
    }).pipe(Effect.scoped))
})
