import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Result, Scope } from "effect"
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { createServer } from "node:net"
import { join } from "node:path"
import { openSocket, reachable } from "../../../src/daemon/http/openSocket.ts"
import { temporaryFolder } from "../../support/servers/temporaryFolder.ts"

const listen = (place: string) =>
  Effect.asVoid(Effect.acquireRelease(
    Effect.callback<ReturnType<typeof createServer>>((resume) => {
      const server = createServer().listen(place, () => resume(Effect.succeed(server)))
    }),
    (server) => Effect.promise(() => new Promise((done) => server.close(done))),
  ))

/** Until the scope that it gives is closed. */
const opened = Effect.fnUntraced(function*(path: string) {
  const scope = yield* Scope.make()
  yield* Scope.provide(openSocket(path, listen), scope)
  return scope
})

/** What a process leaves that is killed while it listens. */
const leaveSocket = Effect.fnUntraced(function*(path: string) {
  const scope = yield* Scope.make()
  yield* Scope.provide(listen(`${path}.first`), scope)
  linkSync(`${path}.first`, path)
  yield* Scope.close(scope, Exit.void)
})

describe("openSocket", () => {
  it.live("makes a socket that its owner alone can open, and takes it away again", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder("socket")
      const path = join(folder, "below", "daemon.sock")
      const scope = yield* opened(path)
      assert.isTrue(statSync(path).isSocket())
      assert.strictEqual(statSync(path).mode & 0o777, 0o600)
      yield* Scope.close(scope, Exit.void)
      assert.deepStrictEqual(readdirSync(join(folder, "below")), [])
    }))

  it.live("leaves everything that is no socket as it is", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder("socket")
      const at = (name: string) => join(folder, name)
      writeFileSync(at("file"), "precious")
      symlinkSync("file", at("link"))
      symlinkSync("nowhere", at("dangling"))
      mkdirSync(at("folder"))
      const before = readdirSync(folder)
      for (const name of before) {
        const result = yield* Effect.result(Effect.scoped(openSocket(at(name), listen)))
        assert.match(Result.isFailure(result) ? result.failure.message : "", /is no socket, and is left as it is/, name)
      }
      assert.deepStrictEqual(readdirSync(folder), before)
      assert.strictEqual(readFileSync(at("link"), "utf8"), "precious")
    }))

  it.live("takes the place of a socket that nobody listens at any more, and of no other", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder("socket")
      const path = join(folder, "daemon.sock")
      yield* leaveSocket(path)
      const scope = yield* opened(path)
      const second = yield* Effect.result(Effect.scoped(openSocket(path, listen)))
      assert.match(Result.isFailure(second) ? second.failure.message : "", /answers there already/)
      assert.isTrue(existsSync(path))
      yield* Scope.close(scope, Exit.void)
    }))

  it.live("leaves at the end what has come into its place, and what came there while it began", () =>
    Effect.gen(function*() {
      const path = join(yield* temporaryFolder("socket"), "daemon.sock")
      const first = yield* opened(path)
      rmSync(path)
      const second = yield* opened(path)
      yield* Scope.close(first, Exit.void)
      assert.isTrue(existsSync(path))
      rmSync(path)
      writeFileSync(path, "precious")
      yield* Scope.close(second, Exit.void)
      assert.strictEqual(readFileSync(path, "utf8"), "precious")
      rmSync(path)
      const late = openSocket(
        path,
        (place) => Effect.tap(listen(place), () => Effect.sync(() => writeFileSync(path, "late"))),
      )
      assert.isTrue(Result.isFailure(yield* Effect.result(Effect.scoped(late))))
      assert.strictEqual(readFileSync(path, "utf8"), "late")
    }))

  it.live("listens at a path of any length", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder("socket")
      const path = join(folder, "x".repeat(200), "daemon.sock")
      const scope = yield* opened(path)
      assert.isTrue(statSync(path).isSocket())
      yield* Scope.close(scope, Exit.void)
      assert.deepStrictEqual(readdirSync(join(folder, "x".repeat(200))), [])
    }))
})

describe("reachable", () => {
  it.effect("refuses a long path where the system gives open folders no names", () =>
    Effect.gen(function*() {
      const path = `/${"x".repeat(100)}`
      const result = yield* Effect.result(Effect.scoped(reachable(path, "/proc/none")))
      assert.match(
        Result.isFailure(result) ? result.failure.message : "",
        /no socket at a path as long as \/x+: at most 100 bytes/,
      )
      assert.strictEqual(yield* Effect.scoped(reachable("/short", "/proc/none")), "/short")
    }))
})
