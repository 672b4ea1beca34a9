/** An apply is killed at random moments; nobody ever sees half a file, and the next apply puts everything right. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import { proftpd } from "../support/servers/proftpd.ts"
import { type SftpServer } from "../support/servers/SftpServer.ts"
import { sshd } from "../support/servers/sshd.ts"
import { sharedServer } from "../support/sharedServer.ts"
import { figure, isFull } from "./support/isFull.ts"
import { lastLine, noChanges } from "./support/said.ts"
import { seededRandom } from "./support/seededRandom.ts"
import { leftoversIn } from "./support/tree.ts"
import { type Contents, putVersion, versionedTree } from "./support/versionedTree.ts"
import { deviations, watchContents } from "./support/watchContents.ts"
import { type Workspace, workspace } from "./support/workspace.ts"

const patience = 3_600_000
const files = isFull ? 2000 : 800

describe("an apply that is killed", () => {
  const full = sharedServer(sshd())
  const plain = sharedServer(sshd({ profile: "plain" }))
  const objectStore = sharedServer(proftpd())

  it.live("leaves whole files on OpenSSH, and the next one makes both sides equal", () =>
    Effect.gen(function*() {
      const seen = yield* killAgainAndAgain(yield* full, { moments: isFull ? 50 : 4, seed: 1 })
      assert.deepStrictEqual(seen.missed, [])
      assert.isAbove(seen.withLeftovers, 0)
    }).pipe(Effect.scoped), patience)

  it.live(
    "leaves whole files on a server that cannot replace one in one step; there one may be away for a moment",
    () =>
      Effect.gen(function*() {
        const seen = yield* killAgainAndAgain(yield* plain, { moments: isFull ? 50 : 4, seed: 2 })
        assert.isAbove(seen.withLeftovers, 0)
      }).pipe(Effect.scoped),
    patience,
  )

  it.live("leaves whole files on an object store", () =>
    Effect.gen(function*() {
      const seen = yield* killAgainAndAgain(yield* objectStore, { moments: isFull ? 20 : 2, seed: 3 })
      assert.deepStrictEqual(seen.missed, [])
    }).pipe(Effect.scoped), patience)
})

interface Rounds {
  readonly moments: number
  readonly seed: number
}

/** Each round: a new version of everything, an apply that is killed, sometimes two, another that is not. */
const killAgainAndAgain = Effect.fnUntraced(function*(server: SftpServer, { moments, seed }: Rounds) {
  const random = seededRandom(seed)
  const place = yield* workspace
  const source = place.makeFolder("source")
  const target = join(server.folder, place.name)
  place.declare({
    remotes: { server },
    pairs: { kept: { mode: "mirror", source: "./source", target: `server:${place.name}` } },
  })
  let before = versionedTree(0, files)
  putVersion(source, before)
  yield* applyToTheEnd(place, target, before)

  const missed = new Set<string>()
  let [killed, killedAgain, withLeftovers, half, reads] = [0, 0, 0, 0, 0]
  for (let round = 1; round <= moments; round++) {
    const next = versionedTree(round, files)
    putVersion(source, next, before)
    const stopWatching = watchContents(target, before, next)
    const isKilled = yield* killAt(place, random() * (files + 2 * 42), random() * 15)
    if (isKilled) killed++
    if (leftoversIn(target).length > 0) withLeftovers++
    if (deviations(target, next).length > 0 && deviations(target, before).length > 0) half++
    const planned = yield* place.run("plan", "--view", "summary")
    assert.strictEqual(planned.exitCode, 0, planned.stdout + planned.stderr)
    if (random() < 0.25 && (yield* killAt(place, random() * files, random() * 15))) killedAgain++
    yield* applyToTheEnd(place, target, next)
    const watched = yield* Effect.promise(stopWatching)
    assert.deepStrictEqual(watched.torn, [], `in round ${round}`)
    for (const path of watched.missed) missed.add(path)
    reads += watched.reads
    before = next
  }
  figure(
    `${moments} rounds: ${killed} killed, ${half} of them half-way, ${withLeftovers} with leftovers, `
      + `${killedAgain} killed while they were put right, ${missed.size} files away for a moment, ${reads} reads`,
  )
  assert.isAtLeast(killed, Math.ceil(moments * 0.75))
  assert.isAtLeast(half, Math.ceil(moments * 0.5))
  assert.strictEqual(lastLine(yield* place.run("plan")), noChanges)
  return { missed: [...missed], withLeftovers }
})

/** Once so many steps were told of, and some milliseconds later; whether it was not over by then. */
const killAt = (place: Workspace, steps: number, milliseconds: number): Effect.Effect<boolean> =>
  Effect.scoped(Effect.gen(function*() {
    let told = -1 // the line that says that it started is none of a step
    const moment = Promise.withResolvers<void>()
    const running = yield* place.start(["apply", "--auto-approve", "--verbose"], (line) => {
      if (/^kept: (?:started|done|failed)/u.test(line)) told++
      if (told >= steps) moment.resolve()
    })
    const isOver = Effect.map(running.ended, ({ exitCode }) => exitCode)
    yield* Effect.raceFirst(isOver, Effect.promise(() => moment.promise.then(() => wait(milliseconds))))
    running.signal("SIGKILL")
    return (yield* isOver) === -1
  }))

const applyToTheEnd = Effect.fnUntraced(function*(place: Workspace, target: string, wanted: Contents) {
  const { exitCode, stderr, stdout } = yield* place.run("apply", "--auto-approve")
  assert.strictEqual(exitCode, 0, stdout + stderr)
  assert.deepStrictEqual(deviations(target, wanted), [])
})
