import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import { sftpBatch } from "../servers/openSsh.ts"
import { sshd } from "../servers/sshd.ts"
import { delayProxy } from "./delayProxy.ts"
import { throughProxy } from "./throughProxy.ts"

describe("throughProxy", () => {
  it.live("reaches the server at the proxy's port, its host key known", () =>
    Effect.gen(function*() {
      const server = yield* sshd()
      const proxy = yield* delayProxy({ port: server.port, delayMilliseconds: 5 })
      const answer = yield* sftpBatch(yield* throughProxy(server, proxy), ["put /etc/passwd copy"])
      assert.strictEqual(answer.exitCode, 0, answer.stderr)
      assert.deepStrictEqual(readFileSync(join(server.folder, "copy")), readFileSync("/etc/passwd"))
      assert.isAbove((yield* proxy.traffic).up, readFileSync("/etc/passwd").length)
    }).pipe(Effect.scoped))

  it.live("leaves part of a file on the server when cut in the middle", () =>
    Effect.gen(function*() {
      const server = yield* sshd()
      const proxy = yield* delayProxy({ port: server.port })
      yield* proxy.cutAfter("up", 300_000)
      const answer = yield* sftpBatch(yield* throughProxy(server, proxy), [`put ${process.execPath} cut`])
      assert.notStrictEqual(answer.exitCode, 0)
      assert.isBelow(statSync(join(server.folder, "cut")).size, 300_000)
    }).pipe(Effect.scoped))
})
