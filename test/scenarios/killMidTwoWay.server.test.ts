/** Two-way applies are killed at random moments while people edit both sides: nothing that they wrote is ever lost. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { rmSync } from "node:fs"
import { setTimeout as wait } from "node:timers/promises"
import { type SftpServer } from "../support/servers/SftpServer.ts"
import { sshd } from "../support/servers/sshd.ts"
import { sharedServer } from "../support/sharedServer.ts"
import { figure, isFull } from "./support/isFull.ts"
import { lostTexts } from "./support/lostTexts.ts"
import { lastLine, noChanges } from "./support/said.ts"
import { seededRandom } from "./support/seededRandom.ts"
import { writeTree } from "./support/tree.ts"
import { type TwoFolders, twoFolders } from "./support/twoFolders.ts"
import { TwoWriters } from "./support/TwoWriters.ts"
import { backupOf, temporariesIn } from "./support/usersTree.ts"

const moments = isFull ? 200 : 12
const editsBefore = 60

describe("a two-way apply that is killed while both sides are edited", () => {
  const server = sharedServer(sshd())

  it.live(
    "loses nothing, leaves nothing behind, and the next two put both sides in step",
    () =>
      Effect.gen(function*() {
        const folders = yield* prepared(yield* server)
        const random = seededRandom(20_261_122)
        const writers = new TwoWriters({ left: folders.left, right: folders.right }, random)
        for (let edit = 0; edit < 400; edit++) writers.edit()
        yield* toTheEnd(folders, writers, "at the start")
        let [killed, torn] = [0, 0]
        for (let moment = 1; moment <= moments; moment++) {
          for (let edit = 0; edit < editsBefore; edit++) writers.edit()
          if (random() < 0.2) writers.removeFolder(random() < 0.5 ? "left" : "right")
          const isKilled = yield* killedAmidEdits(folders, writers, random() * editsBefore, random() * 30)
          if (isKilled) killed++
          yield* quiet(yield* server)
          if (temporariesIn(folders.left).length + temporariesIn(folders.right).length > 0) torn++
          assert.deepStrictEqual(lostTexts(writers.counting, [folders.left, folders.right]), [], `after kill ${moment}`)
          yield* toTheEnd(folders, writers, `after kill ${moment}`)
        }
        figure(`${moments} moments: ${killed} killed, ${torn} of them with a temporary left`)
        assert.isAtLeast(killed, Math.ceil(moments * 0.75))
      }).pipe(Effect.scoped),
    7_200_000,
  )
})

/** Conflicts are settled in every way that lets both sides converge, and nothing but the journal may be what saves files. */
const prepared = Effect.fnUntraced(function*(server: SftpServer) {
  const folders = yield* twoFolders({ left: undefined, right: server })
  writeTree(folders.left, { "anchor.txt": "there from the start" })
  folders.settle({
    conflicts: { resolve: "left", rules: [{ match: "**/*.both", resolve: "keep-both" }] },
    limits: { deletes: { count: 100_000, percent: 100 } },
  })
  return folders
})

/** Once so many steps were told of, and some milliseconds later; whether it was not over by then. */
const killedAmidEdits = (
  folders: TwoFolders,
  writers: TwoWriters,
  steps: number,
  milliseconds: number,
): Effect.Effect<boolean> =>
  Effect.scoped(Effect.gen(function*() {
    let told = -1 // the line that says that it started is none of a step
    const moment = Promise.withResolvers<void>()
    const running = yield* folders.start(["apply", "--auto-approve", "--verbose"], (line) => {
      if (/^shared: (?:started|done|failed|stale)/u.test(line)) told++
      if (told >= steps) moment.resolve()
    })
    const ending = new AbortController()
    const editing = writers.keepEditing(ending)
    const isOver = Effect.map(running.ended, ({ exitCode }) => exitCode)
    yield* Effect.raceFirst(isOver, Effect.promise(() => moment.promise.then(() => wait(milliseconds))))
    running.signal("SIGKILL")
    const exitCode = yield* isOver
    ending.abort()
    yield* Effect.promise(() => editing)
    return exitCode === -1
  }))

/** The server still takes what a killed client had sent, until its last session ends. */
const quiet = Effect.fnUntraced(function*({ processes }: SftpServer) {
  while ((yield* processes).length > 1) yield* Effect.sleep("10 millis")
})

/** Nobody edits any more: two applies at most, and both sides hold the same. */
const toTheEnd = Effect.fnUntraced(function*(folders: TwoFolders, writers: TwoWriters, when: string) {
  const first = yield* folders.run("apply", "--auto-approve")
  if (first.exitCode !== 0) {
    const second = yield* folders.run("apply", "--auto-approve")
    assert.strictEqual(second.exitCode, 0, `${when}:\n${first.stdout}${first.stderr}\n${second.stdout}${second.stderr}`)
  }
  const planned = yield* folders.run("plan")
  assert.strictEqual(lastLine(planned), noChanges, `${when}:\n${planned.stdout}${planned.stderr}`)
  const { left, right } = folders.trees()
  const differing = Object.keys({ ...left, ...right }).filter((path) => left[path] !== right[path])
  assert.deepStrictEqual(differing, [], when)
  assert.deepStrictEqual([...temporariesIn(folders.left), ...temporariesIn(folders.right)], [], when)
  assert.deepStrictEqual(lostTexts(writers.counting, [folders.left, folders.right]), [], when)
  writers.countOnly(new Set(Object.values(left)))
  for (const root of [folders.left, folders.right]) rmSync(backupOf(root), { recursive: true, force: true })
})
