/** Files that a server puts together from what it has and what it is sent, and everything that may go wrong with that. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { type SFTPWrapper } from "ssh2"
import { type File } from "../../../src/domain/Entry.ts"
import { type Endpoint, type Old, type Piece } from "../../../src/endpoint/Endpoint.ts"
import { type Request } from "../../../src/endpoint/sftp/Channel.ts"
import { proftpd } from "../../support/servers/proftpd.ts"
import { sshd } from "../../support/servers/sshd.ts"
import { sharedServer } from "../../support/sharedServer.ts"
import {
  at,
  checked,
  fileAt,
  gone,
  kept,
  later,
  noise,
  reasonOf,
  sameBytes,
  save,
  wantedOf,
  writingOf,
} from "../contract/storyOf.ts"
import { openOn, openThroughProxy } from "./opened.ts"
import { watchRequests } from "./watchRequests.ts"

const server = sharedServer(sshd())
const withoutCopying = sharedServer(sshd({ subsystem: (folder) => `internal-sftp -d ${folder} -P copy-data` }))
const objectStore = sharedServer(proftpd())

const old = noise(6_000_000)
const fresh = noise(500_000, 2)
const bytes = (content: Uint8Array): Piece => ({ _tag: "Bytes", bytes: content })
const range = (from: number, to: number): Piece => ({ _tag: "Range", from, bytes: old.subarray(from, to) })

/** The old content with something new in its middle, in blocks, the last of them from somewhere else. */
const pieces: ReadonlyArray<Piece> = [
  range(0, 262_144),
  range(262_144, 2_000_000),
  bytes(fresh.subarray(0, 300_000)),
  bytes(fresh.subarray(300_000)),
  range(2_500_000, 6_000_000),
  range(100, 1100),
]
const content = Buffer.concat([old.subarray(0, 2_000_000), fresh, old.subarray(2_500_000), old.subarray(100, 1100)])

const assemble = (
  endpoint: Endpoint,
  expected: File,
  given: ReadonlyArray<Piece> = pieces,
  before: Effect.Effect<void> = Effect.void,
) =>
  endpoint.assemble(
    writingOf("file", wantedOf(content), expected),
    { path: at("file"), file: expected },
    Stream.concat(Stream.fromArray(given), Stream.fromEffectDrain(before)),
  )

describe("a file that is assembled on the server", () => {
  for (const [name, way] of Object.entries<Old>({ replaced: gone, checked, kept: kept("run/file") })) {
    it.live(`is the new one and nothing but the new bytes were sent: ${name}`, () =>
      Effect.gen(function*() {
        const { endpoint, world, proxy } = yield* openThroughProxy(yield* server)
        const expected = yield* save(endpoint, "file", old)
        const before = yield* proxy.traffic
        const writing = writingOf("file", wantedOf(content), expected, way)
        const written = yield* endpoint.assemble(
          writing,
          { path: at("file"), file: expected },
          Stream.fromArray(pieces),
        )
        const after = yield* proxy.traffic
        sameBytes(world.bytes("file"), content)
        assert.deepStrictEqual(written, yield* fileAt(endpoint, "file"))
        assert.isBelow(after.up - before.up, fresh.length + 30_000)
        assert.isBelow(after.down - before.down, 40_000)
        if (way._tag === "Kept") sameBytes(world.bytes(".syncfile-backup/run/file"), old)
        assert.deepStrictEqual(world.names().filter((each) => each !== ".syncfile-backup"), ["file"])
      }))
  }

  it.live("may be a new one that is all of another", () =>
    Effect.gen(function*() {
      const { endpoint, world } = yield* openOn(yield* server)
      const file = yield* save(endpoint, "file", old)
      world.makeDirectory("folder")
      const writing = writingOf("folder/copy", wantedOf(old))
      yield* endpoint.assemble(writing, { path: at("file"), file }, Stream.succeed(range(0, old.length)))
      sameBytes(world.bytes("folder/copy"), old)
      sameBytes(world.bytes("file"), old)
    }))

  it.live("takes no byte of a version that is not the one it was", () =>
    Effect.gen(function*() {
      const { endpoint, world } = yield* openOn(yield* server)
      const expected = yield* save(endpoint, "file", old)
      const edited = noise(old.length, 5)
      world.put("file", edited, { modified: later })
      assert.strictEqual(yield* reasonOf(assemble(endpoint, expected)), "Changed")
      sameBytes(world.bytes("file"), edited)
      assert.deepStrictEqual(world.names(), ["file"])
    }))

  for (const isInPlace of [true, false]) {
    it.live(`is given up when the old version is ${isInPlace ? "written to" : "replaced"} meanwhile`, () =>
      Effect.gen(function*() {
        const { endpoint, world } = yield* openOn(yield* server)
        const expected = yield* save(endpoint, "file", old)
        const edited = noise(old.length, 5)
        const edit = Effect.sync(() => {
          if (!isInPlace) world.remove("file")
          world.put("file", edited, { modified: later })
        })
        assert.strictEqual(yield* reasonOf(assemble(endpoint, expected, pieces, edit)), "Changed")
        sameBytes(world.bytes("file"), edited)
        assert.deepStrictEqual(world.names(), ["file"])
      }))
  }

  it.live("is not begun from another file that is gone, or is no file any more", () =>
    Effect.gen(function*() {
      const { endpoint, world } = yield* openOn(yield* server)
      const expected = yield* save(endpoint, "file", old)
      const basis = yield* save(endpoint, "basis", old)
      const writing = () => writingOf("file", wantedOf(content), expected)
      const from = { path: at("basis"), file: basis }
      world.remove("basis")
      assert.strictEqual(yield* reasonOf(endpoint.assemble(writing(), from, Stream.fromArray(pieces))), "Unsupported")
      world.link("basis", "file")
      assert.strictEqual(yield* reasonOf(endpoint.assemble(writing(), from, Stream.fromArray(pieces))), "Unsupported")
      sameBytes(world.bytes("file"), old)
      assert.deepStrictEqual(world.names(), ["basis", "file"])
    }))

  it.live("is no part of a file when there is less than there should be", () =>
    Effect.gen(function*() {
      const { endpoint, world } = yield* openOn(yield* server)
      const expected = yield* save(endpoint, "file", old)
      assert.strictEqual(yield* reasonOf(assemble(endpoint, expected, pieces.slice(0, -1))), "Changed")
      sameBytes(world.bytes("file"), old)
      assert.deepStrictEqual(world.names(), ["file"])
    }))
})

/** What a server may do instead of copying; `length` bytes from `from` to `to` is what it was asked for. */
type Lie = (
  copy: (from: number, length: number, to: number) => void,
  asked: { readonly from: number; readonly length: number; readonly to: number },
  say: (error?: { readonly message: string; readonly code: number }) => void,
) => void

const lies: Readonly<Record<string, Lie>> = {
  "says that it copied and did not": (_, __, say) => say(),
  "copies less than it was asked for": (copy, { from, length, to }) => copy(from, length - 1, to),
  "copies more than it was asked for": (copy, { from, length, to }) => copy(from, length + 1, to),
  "leaves out the middle": (copy, { from, length, to }) => copy(from, Math.min(length, 5000), to),
  "copies from the wrong place": (copy, { from, length, to }) => copy(from + 1, length, to),
  "copies to the wrong place": (copy, { from, length, to }) => copy(from, length, Math.max(0, to - 1)),
  "refuses half-way": (copy, { from, length, to }, say) =>
    from === 0 ? copy(from, length, to) : say({ message: "Failure", code: 4 }),
  "does not know the request after all": (_, __, say) => say({ message: "Operation unsupported", code: 8 }),
}

/** The server as our own code sees it, but for copying. */
const lying = (lie: Lie) =>
  watchRequests((operation, request): Request =>
    operation !== "copy" ? request : (sftp, reply) => {
      const lied: Partial<SFTPWrapper> = {
        ext_copy_data: (source, from, length, target, to) =>
          lie(
            (...[start, count, place]) => sftp.ext_copy_data(source, start, count, target, place, reply),
            { from, length, to },
            (error) => setImmediate(reply, error),
          ),
      }
      request(new Proxy(sftp, { get: (held, name) => Reflect.get(name in lied ? lied : held, name) }), reply)
    }
  )

describe("a server that does not copy as it should", () => {
  for (const [what, lie] of Object.entries(lies)) {
    it.live(`is found out: it ${what}`, () =>
      Effect.gen(function*() {
        const { endpoint, world } = yield* openOn(yield* server)
        const expected = yield* save(endpoint, "file", old)
        yield* endpoint.capabilities("target")
        yield* lying(lie)
        assert.strictEqual(yield* reasonOf(assemble(endpoint, expected)), "Unsupported")
        sameBytes(world.bytes("file"), old)
        assert.deepStrictEqual(world.names(), ["file"])
      }))
  }

  for (const [name, up] of [["OpenSSH without copy-data", withoutCopying], ["an object store", objectStore]] as const) {
    it.live(`is not asked to: ${name}`, () =>
      Effect.gen(function*() {
        const { endpoint, world } = yield* openOn(yield* up)
        assert.isFalse((yield* endpoint.capabilities("target")).copies)
        const expected = yield* save(endpoint, "file", old)
        assert.strictEqual(yield* reasonOf(assemble(endpoint, expected)), "Unsupported")
        sameBytes(world.bytes("file"), old)
      }))
  }

  it.live("is a full OpenSSH otherwise", () =>
    Effect.gen(function*() {
      const { endpoint } = yield* openOn(yield* server)
      assert.isTrue((yield* endpoint.capabilities("target")).copies)
    }))
})
