/** Contents that go through memory which is used again and again: whatever happens on the way, they arrive as they were. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { connect } from "node:net"
import { throughProxy } from "../../support/network/throughProxy.ts"
import { type Sshd, sshd } from "../../support/servers/sshd.ts"
import { sharedServer } from "../../support/sharedServer.ts"
import { fileAt, gone, noise, readAll, sameBytes, save, wantedOf, writingOf } from "../contract/storyOf.ts"
import { openOn } from "./opened.ts"
import { tcpServer } from "./ssh/tcpServer.ts"
import { watchRequests } from "./watchRequests.ts"

/** Several agreements on keys in each direction, while much is under way. */
const rekeying = sharedServer(sshd({ config: ["RekeyLimit 2M"] }))
const withoutGcm = sharedServer(sshd({ config: ["Ciphers aes128-ctr", "RekeyLimit 3M"] }))

const sizes = [0, 1, 20_000, 32_709, 32_768, 70_001, 261_120, 5_000_011, 9_000_000]
const names = sizes.map((size, index) => `file-${index}-${size}`)

const there = (servers: typeof rekeying) =>
  Effect.gen(function*() {
    const { endpoint, world } = yield* openOn(yield* servers)
    yield* Effect.forEach(names, (name, index) => save(endpoint, name, noise(sizes[index] ?? 0, index)), {
      concurrency: "unbounded",
    })
    const files = yield* Effect.forEach(names, (name) => fileAt(endpoint, name))
    const back = yield* Effect.forEach(names, (name, index) =>
      Effect.flatMap(Effect.fromNullishOr(files[index]), (file) => readAll(endpoint, name, file)), {
      concurrency: "unbounded",
    })
    for (const [index, name] of names.entries()) {
      const wanted = noise(sizes[index] ?? 0, index)
      sameBytes(world.bytes(name), wanted, `${name} on the server`)
      sameBytes(back[index], wanted, `${name} as it came back`)
    }
    assert.strictEqual(back.length, sizes.length)
  })

const plain = sharedServer(sshd())
const pieceBytes = 700_000

/** All of it through the same memory, piece by piece. */
const throughOneBuffer = (content: Uint8Array): Stream.Stream<Uint8Array> => {
  const memory = Buffer.alloc(pieceBytes)
  const begins = Array.from({ length: Math.ceil(content.length / pieceBytes) }, (_, index) => index * pieceBytes)
  return Stream.fromIterable(begins).pipe(
    Stream.mapEffect((begin) =>
      Effect.sync(() => {
        const piece = content.subarray(begin, begin + pieceBytes)
        memory.set(piece)
        return memory.subarray(0, piece.length)
      })
    ),
  )
}

/** The server's processes hold still, once so much is under way that nothing more fits anywhere, and go on a little later. */
const holdingStill = Effect.gen(function*() {
  const processes = yield* Effect.flatMap(plain, (server) => server.processes)
  const signal = (name: NodeJS.Signals) => processes.forEach((id) => process.kill(id, name))
  let writes = 0
  yield* watchRequests((operation, request) => {
    if (operation === "write" && ++writes === 60) {
      signal("SIGSTOP")
      setTimeout(() => signal("SIGCONT"), 300)
    }
    return request
  })
})

/** What the server says comes in pieces of all lengths. */
const inPieces = Effect.fnUntraced(function*(server: Sshd) {
  const port = yield* tcpServer((near) => {
    const far = connect(server.port, "127.0.0.1").setNoDelay(true)
    let length = 0
    const pass = (bytes: Buffer): void => {
      if (bytes.length === 0) return void far.resume()
      length = 1 + (length + 37) % 151
      near.write(bytes.subarray(0, length))
      setImmediate(pass, bytes.subarray(length))
    }
    far.on("data", (bytes) => pass((far.pause(), bytes)))
    near.setNoDelay(true).pipe(far)
    far.on("error", () => near.destroy()).on("close", () => near.destroy())
    near.on("close", () => far.destroy())
  })
  return yield* throughProxy(server, { port })
})

describe("memory that is used again", () => {
  it.live("holds nothing that another agreement on keys would spoil", () => there(rekeying))
  it.live("holds nothing that the server has not taken in yet", () =>
    Effect.gen(function*() {
      const { endpoint, world } = yield* openOn(yield* plain)
      const contents = Array.from({ length: 24 }, (_, index) => noise(3_000_000 + index, index))
      yield* save(endpoint, "first", noise(10))
      yield* holdingStill
      yield* Effect.forEach(contents, (content, index) =>
        endpoint.write(writingOf(`f${index}`, wantedOf(content), undefined, gone), throughOneBuffer(content)), {
        concurrency: "unbounded",
      })
      for (const [index, content] of contents.entries()) {
        sameBytes(world.bytes(`f${index}`), content, `f${index}`)
      }
    }))

  it.live("holds nothing of a packet that came in pieces", () =>
    Effect.gen(function*() {
      const { endpoint } = yield* openOn(yield* inPieces(yield* plain))
      const contents = Array.from({ length: 60 }, (_, index) => noise(index * 20, index))
      yield* Effect.forEach(contents, (content, index) => save(endpoint, `f${index}`, content))
      for (const [index, content] of contents.entries()) {
        sameBytes(yield* readAll(endpoint, `f${index}`, yield* fileAt(endpoint, `f${index}`)), content, `f${index}`)
      }
    }))

  it.live("holds nothing that is spoilt with a cipher of another layout", () => there(withoutGcm))
})
