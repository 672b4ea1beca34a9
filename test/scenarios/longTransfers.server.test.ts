/** Work that takes a while: a large file, and a run that is interrupted and taken up again. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { createHash, randomBytes } from "node:crypto"
import { closeSync, createReadStream, openSync, statSync, writeSync } from "node:fs"
import { join } from "node:path"
import { pipeline } from "node:stream/promises"
import { proftpd } from "../support/servers/proftpd.ts"
import { type SftpServer } from "../support/servers/SftpServer.ts"
import { sshd } from "../support/servers/sshd.ts"
import { sharedServer } from "../support/sharedServer.ts"
import { figure } from "./support/isFull.ts"
import { lastLine } from "./support/said.ts"
import { applyPair, planNothing } from "./support/steps.ts"
import { leftoversIn } from "./support/tree.ts"
import { type Contents, putVersion, versionedTree } from "./support/versionedTree.ts"
import { deviations, watchContents } from "./support/watchContents.ts"
import { type Workspace, workspace } from "./support/workspace.ts"

const patience = 600_000
const largeBytes = 300 * 1024 * 1024 + 12_345

describe("work that takes a while", () => {
  const openSsh = sharedServer(sshd({ passwordUser: true }))
  const objectStore = sharedServer(proftpd())

  const prepared = Effect.fnUntraced(function*(server: SftpServer) {
    const place = yield* workspace
    const source = place.makeFolder("source")
    place.declare({
      remotes: { server },
      pairs: {
        up: { mode: "mirror", source: "./source", target: `server:${place.name}` },
        down: { mode: "mirror", source: `server:${place.name}`, target: "./back" },
      },
    })
    return { place, source, served: join(server.folder, place.name), back: join(place.folder, "back") }
  })

  for (const [name, server] of [["OpenSSH", openSsh], ["an object store", objectStore]] as const) {
    it.live(`carries 300 MiB to ${name} and back without losing a bit`, () =>
      Effect.gen(function*() {
        const { back, place, served, source } = yield* prepared(yield* server)
        writeLarge(join(source, "large.bin"))
        const up = yield* applyPair(place, "up", "1 added, ")
        const down = yield* applyPair(place, "down", "1 added, ")
        figure(`${name}: up ${lastLine(up)} down ${lastLine(down)}`)
        const sent = yield* digestOf(join(source, "large.bin"))
        assert.strictEqual(yield* digestOf(join(served, "large.bin")), sent)
        assert.strictEqual(yield* digestOf(join(back, "large.bin")), sent)
        assert.strictEqual(statSync(join(back, "large.bin")).size, largeBytes)
        yield* planNothing(place)
      }).pipe(Effect.scoped), patience)

    it.live(
      `finishes what is under way on ${name} when it is interrupted, and the next run does the rest`,
      () =>
        Effect.gen(function*() {
          const { place, served, source } = yield* prepared(yield* server)
          const [before, next] = [versionedTree(1, 1500), versionedTree(2, 1500)]
          putVersion(source, before)
          yield* applyPair(place, "up")
          putVersion(source, next, before)

          const stopWatching = watchContents(served, before, next)
          const { exitCode, stderr, stdout } = yield* interruptAfter(place, 100)
          assert.strictEqual(exitCode, 130, stdout + stderr)
          assert.include(stderr, "Interrupted: finishing what is under way.")
          assert.match(lastLine({ stdout }), /^Apply incomplete: \d+ added, \d+ changed, .*, 0 failed, 0 stale,/u)
          assert.deepStrictEqual(leftoversIn(served), [])
          const { missed, torn } = yield* Effect.promise(stopWatching)
          assert.deepStrictEqual({ missed, torn }, { missed: [], torn: [] })
          const done = replacedIn(served, before, next)
          assert.isAtLeast(done, 90)
          assert.isBelow(done, 1400)
          assert.strictEqual(done, Number(/(\d+) changed/u.exec(lastLine({ stdout }))?.[1]))

          yield* applyPair(place, "up", `40 added, ${1460 - done} changed, 0 moved, 41 deleted, 0 failed.`)
          assert.deepStrictEqual(deviations(served, next), [])
          yield* planNothing(place, "up")
        }).pipe(Effect.scoped),
      patience,
    )
  }
})

/** Once so many steps are done. */
const interruptAfter = (place: Workspace, steps: number) =>
  Effect.scoped(Effect.gen(function*() {
    let told = 0
    const enough = Promise.withResolvers<void>()
    const running = yield* place.start(["apply", "up", "--auto-approve", "--verbose"], (line) => {
      if (line.startsWith("up: done") && ++told === steps) enough.resolve()
    })
    yield* Effect.raceFirst(running.ended, Effect.promise(() => enough.promise))
    running.signal("SIGINT")
    return yield* running.ended
  }))

/** How many files of both versions are the new one now. */
const replacedIn = (folder: string, before: Contents, next: Contents): number => {
  const wrong = new Set(deviations(folder, next).map((line) => line.slice(0, line.lastIndexOf(": "))))
  return Array.from(next.keys()).filter((path) => before.has(path) && !wrong.has(path)).length
}

/** No stretch of it is like another, so none could be in another's place. */
const writeLarge = (file: string): void => {
  const descriptor = openSync(file, "wx")
  for (let left = largeBytes; left > 0;) {
    left -= writeSync(descriptor, randomBytes(Math.min(left, 4 * 1024 * 1024)))
  }
  closeSync(descriptor)
}

const digestOf = (file: string): Effect.Effect<string> =>
  Effect.promise(async () => {
    const hash = createHash("sha256")
    await pipeline(createReadStream(file), hash)
    return hash.digest("hex")
  })
