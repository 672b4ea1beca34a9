/** Writing on this machine: what only a local disk, or somebody else on it, can do to a file. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, type Scope, Stream } from "effect"
import { execFileSync } from "node:child_process"
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { geteuid, umask } from "node:process"
import { Worker } from "node:worker_threads"
import { localEndpoint } from "../../../src/endpoint/local/localEndpoint.ts"
import { noise, reasonOf, sameBytes, save, text, wantedOf, writingOf } from "../contract/storyOf.ts"
import { temporaryRoot } from "./places.ts"

/** Milliseconds, for a busy machine. */
const patience = 30_000

const open = (root: string) => localEndpoint({ root, name: "./data", symlinks: "skip" })

const withUmask = (mask: number): Effect.Effect<void, never, Scope.Scope> =>
  Effect.asVoid(Effect.acquireRelease(Effect.sync(() => umask(mask)), (before) => Effect.sync(() => umask(before))))

describe("writing a local file", () => {
  it.live("follows no link planted under the name it writes to", () =>
    Effect.gen(function*() {
      const root = yield* temporaryRoot
      const victim = join(root, "..", "victim")
      writeFileSync(victim, "precious")
      const endpoint = yield* open(root)
      const writing = writingOf("file", wantedOf(text("text")))
      symlinkSync(victim, join(root, writing.temporary))
      const failure = yield* Effect.flip(endpoint.write(writing, Stream.succeed(text("text"))))
      assert.strictEqual(failure.reason._tag, "Refused")
      assert.strictEqual(readFileSync(victim, "utf8"), "precious")
      assert.deepStrictEqual(readdirSync(root), [writing.temporary])
    }))

  it.live("asks for no content for a target that is not as expected", () =>
    Effect.gen(function*() {
      const root = yield* temporaryRoot
      writeFileSync(join(root, "file"), "theirs")
      const endpoint = yield* open(root)
      let isAsked = false
      const content = Stream.fromEffect(Effect.sync(() => {
        isAsked = true
        return text("text")
      }))
      assert.strictEqual(yield* reasonOf(endpoint.write(writingOf("file", wantedOf(text("text"))), content)), "Changed")
      assert.isFalse(isAsked)
    }))

  it.live("fills no disk with content that never ends", () =>
    Effect.gen(function*() {
      const root = yield* temporaryRoot
      const endpoint = yield* open(root)
      const endless = Stream.forever(Stream.succeed(noise(1000)))
      assert.strictEqual(yield* reasonOf(endpoint.write(writingOf("file", wantedOf(noise(9000))), endless)), "Refused")
      assert.deepStrictEqual(readdirSync(root), [])
    }))

  it.live("publishes nothing that was put in the place of what it wrote", () =>
    Effect.gen(function*() {
      const root = yield* temporaryRoot
      const endpoint = yield* open(root)
      const writing = writingOf("file", wantedOf(text("text")))
      const swap = Effect.sync(() => {
        execFileSync("mv", [join(root, writing.temporary), join(root, "taken")])
        writeFileSync(join(root, writing.temporary), "evil")
      })
      yield* reasonOf(
        endpoint.write(writing, Stream.concat(Stream.succeed(text("text")), Stream.fromEffectDrain(swap))),
      )
      assert.deepStrictEqual(readdirSync(root), ["taken"])
    }))

  for (const mask of [0o000, 0o077, 0o777]) {
    it.live(`gives the same modes under a umask of ${mask.toString(8)}`, () =>
      Effect.gen(function*() {
        const root = yield* temporaryRoot
        const endpoint = yield* open(root)
        yield* withUmask(mask)
        const writing = writingOf("file", wantedOf(text("text"), { mode: 0o754 }))
        let meanwhile = 0
        const look = Effect.sync(() => meanwhile = statSync(join(root, writing.temporary)).mode & 0o7777)
        yield* endpoint.write(writing, Stream.concat(Stream.succeed(text("text")), Stream.fromEffectDrain(look)))
        assert.strictEqual(meanwhile & 0o077, 0)
        assert.strictEqual(statSync(join(root, "file")).mode & 0o7777, 0o754)
      }))
  }

  it.live("sets any time that a date can hold, and leaves out those that none can", () =>
    Effect.gen(function*() {
      const root = yield* temporaryRoot
      const endpoint = yield* open(root)
      const times = ["1960-06-01T12:00:00Z", "1969-12-31T23:59:58.500Z", "2039-01-01T00:00:00Z", "2110-03-04T05:06:07Z"]
      for (const [index, iso] of times.entries()) {
        const modified = Date.parse(iso)
        const { modified: shown } = yield* save(endpoint, `file${index}`, text("text"), { modified })
        assert.strictEqual(Math.floor(shown / 1000), Math.floor(modified / 1000), iso)
      }
      const before = Math.floor(Date.now() / 1000)
      const { modified } = yield* save(endpoint, "absurd", text("text"), { modified: 1e300 })
      assert.isAtLeast(modified / 1000, before)
    }))

  it.live("never moves a time into another second", () =>
    Effect.gen(function*() {
      const root = yield* temporaryRoot
      const endpoint = yield* open(root)
      for (
        const modified of [1_700_000_001_000 - 2 ** -12, 1_700_000_000_000, 1_700_000_000_000.25, -0.5, -1, 1, 999.999]
      ) {
        const { modified: shown } = yield* save(endpoint, `file${modified}`, text("text"), { modified })
        assert.strictEqual(Math.floor(shown / 1000), Math.floor(modified / 1000), String(modified))
      }
    }))

  it.live("shows a reader that never rests the old file or the new one", () =>
    Effect.gen(function*() {
      const root = yield* temporaryRoot
      const endpoint = yield* open(root)
      const [one, other] = [noise(300_000, 1), noise(200_000, 2)]
      let expected = yield* save(endpoint, "file", one)
      const { finish } = yield* readingAllTheTime(join(root, "file"), [300_000, 200_000])
      for (let round = 0; round < 60; round++) {
        expected = yield* save(endpoint, "file", round % 2 === 0 ? other : one, { expected })
      }
      const { reads, odd } = yield* finish
      assert.isAbove(reads, 20)
      assert.deepStrictEqual(odd, [])
    }), patience)
})

/** Reads in another thread, and tells how often, and what was neither of the sizes nor there at all. */
const readingAllTheTime = Effect.fnUntraced(function*(path: string, sizes: ReadonlyArray<number>) {
  const source = `
    const { readFileSync } = require("node:fs")
    const { parentPort, workerData: { path, sizes, stop } } = require("node:worker_threads")
    const flag = new Int32Array(stop)
    const odd = []
    let reads = 0
    parentPort.postMessage("ready")
    for (; Atomics.load(flag, 0) === 0; reads++) {
      try {
        const { length } = readFileSync(path)
        if (!sizes.includes(length)) odd.push(length)
      } catch (error) {
        odd.push(error.code)
      }
    }
    parentPort.postMessage({ reads, odd })
  `
  const stop = new SharedArrayBuffer(4)
  const worker = new Worker(source, { eval: true, workerData: { path, sizes, stop } })
  const told = Effect.callback<{ readonly reads: number; readonly odd: ReadonlyArray<unknown> }>((resume) => {
    worker.once("message", (message) => resume(Effect.succeed(message)))
  })
  yield* told
  const finish = Effect.suspend(() => {
    Atomics.store(new Int32Array(stop), 0, 1)
    return told
  })
  return { finish }
})

describe("a disk that is full", () => {
  const mounted = Effect.gen(function*() {
    assert.strictEqual(geteuid?.(), 0, "this test mounts a tiny file system, which only root may do")
    const root = yield* temporaryRoot
    yield* Effect.acquireRelease(
      Effect.sync(() => execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m,nr_inodes=12", "none", root])),
      () => Effect.sync(() => execFileSync("umount", [root])),
    )
    return root
  })

  it.live("is told as such, and keeps what it held", () =>
    Effect.gen(function*() {
      const root = yield* mounted
      yield* Effect.scoped(Effect.gen(function*() {
        const endpoint = yield* open(root)
        const old = yield* save(endpoint, "file", noise(600_000))
        for (const size of [700_000, 3_000_000]) {
          assert.strictEqual(yield* reasonOf(save(endpoint, "new", noise(size))), "NoSpace")
          assert.strictEqual(yield* reasonOf(save(endpoint, "file", noise(size), { expected: old })), "NoSpace")
        }
        assert.deepStrictEqual(readdirSync(root), ["file"])
        sameBytes(readFileSync(join(root, "file")), noise(600_000))
        yield* save(endpoint, "small", noise(100_000))
      }))
    }))

  it.live("is told as such when it has no room for another name", () =>
    Effect.gen(function*() {
      const root = yield* mounted
      yield* Effect.scoped(Effect.gen(function*() {
        const endpoint = yield* open(root)
        for (let index = 0; index < 11; index++) mkdirSync(join(root, `d${index}`))
        assert.strictEqual(yield* reasonOf(save(endpoint, "d1/file", text("text"))), "NoSpace")
        assert.deepStrictEqual(readdirSync(join(root, "d1")), [])
      }))
    }))
})
