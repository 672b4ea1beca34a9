import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, type Scope } from "effect"
import { createHash } from "node:crypto"
import { once } from "node:events"
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net"
import { type DelayProxy, delayProxy } from "./delayProxy.ts"

/** Says hello, then sends everything back, and closes when the other side does. */
const echoServer: Effect.Effect<number, never, Scope.Scope> = Effect.gen(function*() {
  const open = new Set<Socket>()
  const server = yield* Effect.acquireRelease(
    Effect.callback<Server>((resume) => {
      const server = createServer({ noDelay: true }, (socket) => {
        open.add(socket)
        socket.on("error", () => {})
        socket.write("hello")
        socket.pipe(socket)
      })
      server.listen(0, "127.0.0.1", () => resume(Effect.succeed(server)))
    }),
    (server) =>
      Effect.sync(() => {
        server.close()
        for (const socket of open) socket.destroy()
      }),
  )
  return (server.address() as AddressInfo).port
})

const dial = (proxy: DelayProxy): Effect.Effect<Socket, never, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.sync(() => connect({ host: proxy.host, port: proxy.port, noDelay: true }).on("error", () => {})),
    (socket) => Effect.sync(() => socket.destroy()),
  )

const received = (socket: Socket): Effect.Effect<Buffer> =>
  Effect.promise(async () => (await once(socket, "data"))[0] as Buffer)

/** How a connection ended: the code of its error, or "FIN". */
const ending = (socket: Socket): Effect.Effect<string> =>
  Effect.callback((resume) => {
    socket.resume()
    socket.once("error", (error: NodeJS.ErrnoException) => resume(Effect.succeed(error.code ?? "?")))
    socket.once("end", () => resume(Effect.succeed("FIN")))
  })

const millisecondsOf = <A, E, R>(work: Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const start = performance.now()
    yield* work
    return performance.now() - start
  })

describe("delayProxy", () => {
  it.live("carries both ways, counts, and passes on the end of a stream", () =>
    Effect.gen(function*() {
      const proxy = yield* delayProxy({ port: yield* echoServer })
      const socket = yield* dial(proxy)
      assert.strictEqual((yield* received(socket)).toString(), "hello")
      socket.write("there and back")
      assert.strictEqual((yield* received(socket)).toString(), "there and back")
      socket.end()
      assert.strictEqual(yield* ending(socket), "FIN")
      assert.deepStrictEqual(yield* proxy.traffic, { up: 14, down: 19, connections: 1 })
    }).pipe(Effect.scoped))

  it.live("takes a round trip for the handshake and one for each answer", () =>
    Effect.gen(function*() {
      const proxy = yield* delayProxy({ port: yield* echoServer, delayMilliseconds: 30 })
      const socket = yield* dial(proxy)
      const greeting = yield* millisecondsOf(received(socket))
      const echo = yield* millisecondsOf(Effect.suspend(() => {
        socket.write("x")
        return received(socket)
      }))
      assert.isTrue(greeting > 118 && greeting < 200, `greeting after ${greeting} ms`)
      assert.isTrue(echo > 58 && echo < 110, `echo after ${echo} ms`)
      yield* proxy.setDelay(0)
      socket.write("y")
      assert.isBelow(yield* millisecondsOf(received(socket)), 25)
    }).pipe(Effect.scoped))

  it.live("delivers every byte in order, and faster than one piece per round trip", () =>
    Effect.gen(function*() {
      const proxy = yield* delayProxy({ port: yield* echoServer, delayMilliseconds: 20 })
      const socket = yield* dial(proxy)
      yield* received(socket)
      const size = 48 << 20
      const sent = Buffer.alloc(size)
      for (let at = 0; at < size; at += 4) sent.writeUInt32LE(at, at)
      const back = createHash("sha256")
      let arrived = 0
      const elapsed = yield* millisecondsOf(Effect.callback<void>((resume) => {
        socket.on("data", (bytes: Buffer) => {
          back.update(bytes)
          arrived += bytes.length
          if (arrived === size) resume(Effect.void)
        })
        socket.write(sent)
      }))
      assert.strictEqual(back.digest("hex"), createHash("sha256").update(sent).digest("hex"))
      assert.isBelow(elapsed, 10_000) // 64 KiB per round trip would take 31 s
    }).pipe(Effect.scoped), 20_000)

  it.live("holds the sender back while the receiver does not read", () =>
    Effect.gen(function*() {
      const proxy = yield* delayProxy({ port: yield* echoServer, delayMilliseconds: 1 })
      const socket = yield* dial(proxy)
      yield* received(socket)
      socket.pause()
      socket.write(Buffer.alloc(256 << 20))
      yield* Effect.sleep("700 millis")
      const { up } = yield* proxy.traffic
      assert.isBelow(up, 128 << 20)
    }).pipe(Effect.scoped))

  it.live("cuts every connection at once, and accepts new ones", () =>
    Effect.gen(function*() {
      const proxy = yield* delayProxy({ port: yield* echoServer })
      const sockets = [yield* dial(proxy), yield* dial(proxy)]
      for (const socket of sockets) yield* received(socket)
      const endings = yield* Effect.forkScoped(Effect.forEach(sockets, ending, { concurrency: "unbounded" }), {
        startImmediately: true,
      })
      yield* proxy.cut
      assert.deepStrictEqual(yield* Fiber.join(endings), ["ECONNRESET", "ECONNRESET"])
      assert.strictEqual((yield* received(yield* dial(proxy))).toString(), "hello")
    }).pipe(Effect.scoped))

  for (const delayMilliseconds of [0, 10]) {
    it.live(`cuts after exactly so many bytes, ${delayMilliseconds} ms away`, () =>
      Effect.gen(function*() {
        const proxy = yield* delayProxy({ port: yield* echoServer, delayMilliseconds })
        const socket = yield* dial(proxy)
        yield* received(socket)
        yield* proxy.cutAfter("up", 100_000)
        let arrived = 0
        socket.on("data", (bytes: Buffer) => arrived += bytes.length)
        const ended = yield* Effect.forkScoped(ending(socket), { startImmediately: true })
        socket.write(Buffer.alloc(100_000))
        while (socket.bytesRead < 100_005) yield* Effect.sleep("5 millis")
        socket.write(Buffer.alloc(100_000))
        assert.strictEqual(yield* Fiber.join(ended), "ECONNRESET")
        assert.strictEqual((yield* proxy.traffic).up, 100_000)
        assert.strictEqual(arrived, 100_000)
        assert.strictEqual((yield* received(yield* dial(proxy))).toString(), "hello")
      }).pipe(Effect.scoped))
  }

  it.live("lets nothing through while stalled, and everything after", () =>
    Effect.gen(function*() {
      const proxy = yield* delayProxy({ port: yield* echoServer })
      const socket = yield* dial(proxy)
      yield* received(socket)
      yield* proxy.stall
      const answer = yield* Effect.forkScoped(received(socket), { startImmediately: true })
      socket.write("patience")
      yield* Effect.sleep("100 millis")
      assert.isUndefined(answer.pollUnsafe())
      yield* proxy.resume
      assert.strictEqual((yield* Fiber.join(answer)).toString(), "patience")
    }).pipe(Effect.scoped))

  it.live("refuses new connections and keeps open ones until it accepts again", () =>
    Effect.gen(function*() {
      const proxy = yield* delayProxy({ port: yield* echoServer })
      const socket = yield* dial(proxy)
      yield* received(socket)
      yield* proxy.refuse
      assert.strictEqual(yield* ending(yield* dial(proxy)), "ECONNREFUSED")
      socket.write("still here")
      assert.strictEqual((yield* received(socket)).toString(), "still here")
      yield* proxy.accept
      assert.strictEqual((yield* received(yield* dial(proxy))).toString(), "hello")
    }).pipe(Effect.scoped))

  it.live("passes on that the server is gone", () =>
    Effect.gen(function*() {
      const proxy = yield* Effect.scoped(echoServer).pipe(Effect.flatMap((port) => delayProxy({ port })))
      assert.strictEqual(yield* ending(yield* dial(proxy)), "ECONNRESET")
    }).pipe(Effect.scoped))

  it.live("ends with its scope", () =>
    Effect.gen(function*() {
      const port = yield* echoServer
      const proxy = yield* Effect.scoped(delayProxy({ port }))
      assert.strictEqual(yield* ending(yield* dial(proxy)), "ECONNREFUSED")
    }).pipe(Effect.scoped))
})
