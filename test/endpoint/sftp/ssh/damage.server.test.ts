import { assert, describe, it } from "@effect/vitest"
import { Cause, Effect, Exit, Option } from "effect"
import { connect, type Socket } from "node:net"
import { EndpointError } from "../../../../src/endpoint/EndpointError.ts"
import { openIn } from "./connecting.ts"
import { hostileServer } from "./hostileServer.ts"
import { tcpServer } from "./tcpServer.ts"

/** What the server sends comes through `treat`, which is told how many bytes came before. */
const between = (upstreamPort: number, treat: (bytes: Buffer, before: number, client: Socket) => Buffer) =>
  tcpServer((client) => {
    let before = 0
    const upstream = connect(upstreamPort, "127.0.0.1").on("error", () => client.destroy())
    client.on("data", (bytes) => upstream.write(bytes)).on("close", () => upstream.destroy())
    upstream.on("data", (bytes) => {
      const treated = treat(bytes, before, client)
      before += bytes.length
      if (!client.destroyed) client.write(treated)
    }).on("close", () => client.end())
  })

/** How an attempt to connect ends: `undefined` when it still waits after a second. */
const outcome = (treat: (bytes: Buffer, before: number, client: Socket) => Buffer) =>
  Effect.gen(function*() {
    const { remote } = yield* hostileServer({})
    const port = yield* between(remote.port ?? 0, treat)
    return yield* openIn({ PASSWORD: "hunter2" }, { ...remote, port }).pipe(
      Effect.exit,
      Effect.timeoutOption("1 second"),
      Effect.map(Option.getOrUndefined),
    )
  }).pipe(Effect.scoped)

/** The server sends this many bytes, and then the line breaks. */
const cutAfter = (length: number) =>
  outcome((bytes, before, client) => {
    if (before + bytes.length < length) return bytes
    client.write(bytes.subarray(0, length - before))
    client.resetAndDestroy()
    return bytes
  })

const errorOf = (exit: Exit.Exit<unknown, EndpointError> | undefined): EndpointError | undefined =>
  exit !== undefined && Exit.isFailure(exit)
    ? Option.getOrThrowWith(Cause.findErrorOption(exit.cause), () => Cause.squash(exit.cause))
    : undefined

describe("openConnection on a damaged line", () => {
  it.live("gives an error that says what kind it is, wherever the line is cut", () =>
    Effect.gen(function*() {
      let length = 0
      for (let exit = yield* cutAfter(0); exit === undefined || Exit.isFailure(exit); exit = yield* cutAfter(length)) {
        const tag = errorOf(exit)?.reason._tag ?? "still waiting"
        assert.include(["Unreachable", "ConnectionLost", "AuthenticationFailed"], tag, `${length} bytes`)
        length += 45
      }
      assert.isAbove(length, 1000) // cut after that, the connection has been open
    }))

  it.live("gives an error or waits, wherever a byte is changed, and nothing else breaks", () =>
    Effect.gen(function*() {
      const tags = new Set<string>()
      const offsets = Array.from({ length: 60 }, (_, index) => index * 37)
      const exits = yield* Effect.forEach(offsets, (offset) =>
        outcome((bytes, before) => {
          if (offset >= before && offset < before + bytes.length) bytes[offset - before]! ^= 0x5a
          return bytes
        }), { concurrency: 10 })
      for (const exit of exits) tags.add(errorOf(exit)?.reason._tag ?? "none")
      assert.include([...tags], "Untrustworthy")
      assert.include([...tags], "HostKeyRejected")
    }))
})
