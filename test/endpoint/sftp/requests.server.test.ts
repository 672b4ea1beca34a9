/** How many requests a file costs: the fewer, the faster many small files go. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { type Old } from "../../../src/endpoint/Endpoint.ts"
import { sshd } from "../../support/servers/sshd.ts"
import { sharedServer } from "../../support/sharedServer.ts"
import { checked, gone, kept, moveAt, removeAt, save, text } from "../contract/storyOf.ts"
import { openOn, requestsSent } from "./opened.ts"

const server = sharedServer(sshd())

const sending = "open write fsetstat ext_openssh_fsync fstat"

const replacing: ReadonlyArray<readonly [name: string, old: Old, requests: string]> = [
  ["gone", gone, `${sending} lstat close ext_openssh_rename`],
  ["checked", checked, `${sending} lstat lstat close ext_openssh_rename lstat rename lstat unlink`],
  ["kept", kept("run/file"), `${sending} lstat lstat close ext_openssh_rename lstat rename`],
]

describe("what goes over the line", () => {
  it.live("to create a file, whatever is to become of old versions", () =>
    Effect.gen(function*() {
      const { endpoint } = yield* openOn(yield* server)
      yield* save(endpoint, "first", text("text"))
      const sent = yield* requestsSent
      for (const old of [gone, checked, kept("run/file")]) {
        yield* save(endpoint, old._tag, text("text"), { old })
        assert.strictEqual(sent.splice(0).join(" "), `${sending} close rename`)
      }
    }))

  for (const [name, old, requests] of replacing) {
    it.live(`to replace a file that is to be ${name}`, () =>
      Effect.gen(function*() {
        const { endpoint } = yield* openOn(yield* server)
        const before = yield* save(endpoint, "before", text("text"))
        yield* removeAt(endpoint, "before", before, kept("run/before"))
        const expected = yield* save(endpoint, "file", text("old"))
        const sent = yield* requestsSent
        yield* save(endpoint, "file", text("new"), { expected, old })
        assert.strictEqual(sent.join(" "), requests)
      }))
  }

  it.live("to move a file: its name is taken in one step, as OpenSSH's plain rename does not", () =>
    Effect.gen(function*() {
      const { endpoint } = yield* openOn(yield* server)
      const file = yield* save(endpoint, "file", text("text"))
      const sent = yield* requestsSent
      yield* moveAt(endpoint, "file", "new", file)
      assert.strictEqual(sent.join(" "), "lstat lstat lstat ext_openssh_rename lstat rename lstat")
    }))

  it.live("to list a folder that was looked at: no second look", () =>
    Effect.gen(function*() {
      const { endpoint } = yield* openOn(yield* server)
      yield* endpoint.rootId
      const sent = yield* requestsSent
      yield* endpoint.list(undefined)
      assert.strictEqual(sent[0], "opendir")
    }))
})
