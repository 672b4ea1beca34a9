/** A proxy in front of a server: a network of which a test decides how far, how well and whether it carries. */
import { Effect, type Scope } from "effect"
import { Worker } from "node:worker_threads"
import { freePort } from "../servers/freePort.ts"
import { type ProxyCommand, type ProxyReply, type ProxyRequest, type ProxySettings } from "./proxyCommand.ts"
import { type Direction } from "./Traffic.ts"

export interface DelayProxyOptions {
  readonly port: number // of the server behind it, on 127.0.0.1
  readonly delayMilliseconds?: number // one way; a round trip takes twice as long; default 0
}

export interface DelayProxy {
  readonly host: "127.0.0.1"
  readonly port: number
  /** Since the start: bytes from client to server, back, and connections accepted. */
  readonly traffic: Effect.Effect<ProxyReply["traffic"]>
  readonly setDelay: (milliseconds: number) => Effect.Effect<void> // for what is sent from now on
  readonly cut: Effect.Effect<void> // every connection is reset now, at both ends
  /** Once this many more bytes have passed, over all connections, the one with more to send is reset; then all is well again. */
  readonly cutAfter: (direction: Direction, bytes: number) => Effect.Effect<void>
  readonly stall: Effect.Effect<void> // a black hole: connections stay, nothing moves
  readonly resume: Effect.Effect<void>
  readonly refuse: Effect.Effect<void> // new connections are refused; open ones stay
  readonly accept: Effect.Effect<void>
}

export const delayProxy = Effect.fnUntraced(function*(
  options: DelayProxyOptions,
): Effect.fn.Return<DelayProxy, never, Scope.Scope> {
  const port = yield* freePort
  const ask = yield* proxyThread({ port, target: options.port, delayMilliseconds: options.delayMilliseconds ?? 0 })
  const tell = (command: ProxyCommand) => Effect.asVoid(ask(command))
  yield* tell({ _tag: "accept" })
  return {
    host: "127.0.0.1",
    port,
    traffic: Effect.map(ask({ _tag: "traffic" }), (reply) => reply.traffic),
    setDelay: (milliseconds) => tell({ _tag: "delay", milliseconds }),
    cut: tell({ _tag: "cut" }),
    cutAfter: (direction, bytes) => tell({ _tag: "cutAfter", direction, bytes }),
    stall: tell({ _tag: "stall", stalled: true }),
    resume: tell({ _tag: "stall", stalled: false }),
    refuse: tell({ _tag: "refuse" }),
    accept: tell({ _tag: "accept" }),
  }
})

const proxyThread = Effect.fnUntraced(function*(workerData: ProxySettings) {
  const waiting = new Map<number, (reply: ProxyReply) => void>()
  const worker = yield* Effect.acquireRelease(
    Effect.sync(() => new Worker(new URL("./proxyThread.ts", import.meta.url), { workerData })),
    (worker) => Effect.promise(() => worker.terminate()),
  )
  worker.on("message", (reply: ProxyReply) => {
    waiting.get(reply.id)?.(reply)
    waiting.delete(reply.id)
  })
  let requests = 0
  return (command: ProxyCommand): Effect.Effect<ProxyReply> =>
    Effect.callback((resume) => {
      const request: ProxyRequest = { id: requests++, command }
      waiting.set(request.id, (reply) => {
        resume(reply.error === undefined ? Effect.succeed(reply) : Effect.die(new Error(reply.error)))
      })
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origins
      worker.postMessage(request)
    })
})
