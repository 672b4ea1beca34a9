/** Yesterday's copy comes back, on a server or in the state: nothing is deleted for it, and somebody is told. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { cpSync, renameSync, rmSync } from "node:fs"
import { join } from "node:path"
import { sshd } from "../support/servers/sshd.ts"
import { sharedServer } from "../support/sharedServer.ts"
import { type Ended } from "./support/cli.ts"
import { linesOfType } from "./support/said.ts"
import { type Tree, writeTree } from "./support/tree.ts"
import { applied, inStep, rebuilt, type TwoFolders, twoFolders } from "./support/twoFolders.ts"

const patience = 300_000

/** Many files, so that no limit on deletes stands in for what is asked here. */
const crowd: Tree = Object.fromEntries(Array.from({ length: 40 }, (_, number) => [`crowd/${number}.txt`, `${number}`]))
const yesterday: Tree = {
  ...crowd,
  "edited.txt": "yesterday's",
  "gone.txt": "deleted today",
  "old/name.txt": "renamed",
}
const server = sharedServer(sshd())

/**
 * A day of work on both sides of a pair between this machine and a server, in step in the end. `copies` are of the evening
 * before: the root of the server, and the state.
 */
const afterADay = Effect.gen(function*() {
  const folders = yield* twoFolders({ left: undefined, right: yield* server })
  writeTree(folders.left, yesterday)
  folders.settle()
  yield* applied(folders, 0)
  const copies = {
    right: join(folders.folder, "server of yesterday"),
    state: join(folders.folder, "state of yesterday"),
  }
  copy(folders.right, copies.right)
  copy(join(folders.folder, ".syncfile"), copies.state)

  writeTree(folders.left, { "edited.txt": "today's", "new/on left.txt": "made on the left", "new/both.txt": "1" })
  yield* applied(folders, 0)
  writeTree(folders.right, { "new/on right.txt": "made on the right" })
  rmSync(join(folders.right, "gone.txt"))
  renameSync(join(folders.left, "old"), join(folders.left, "renamed"))
  yield* applied(folders, 0)
  yield* inStep(folders)
  return { ...folders, copies }
})

/** With times and hidden files, as a backup program does it. */
const copy = (from: string, to: string): void => cpSync(from, to, { recursive: true, preserveTimestamps: true })

const putBack = (folder: string, from: string): void => {
  rmSync(folder, { recursive: true })
  copy(from, folder)
}

/** Every path that was there on a side still is, with the text that it had. */
const assertNothingLost = (before: ReturnType<TwoFolders["trees"]>, now: ReturnType<TwoFolders["trees"]>): void => {
  for (const side of ["left", "right"] as const) {
    for (const [path, text] of Object.entries(before[side])) {
      assert.strictEqual(now[side][path], text, `${side} ${path}`)
    }
  }
}

const plannedDeletes = Effect.fnUntraced(function*({ run }: TwoFolders) {
  const planned = yield* run("plan", "--json")
  return linesOfType(planned, "planned_action").filter(({ verbs }) => Array.isArray(verbs) && verbs.includes("delete"))
})

/** Says what happened, in words that a person understands who does not know how it was found out. */
const assertTells = ({ stderr, stdout }: Ended, ...words: ReadonlyArray<RegExp>): void => {
  for (const word of words) assert.match(stdout + stderr, word)
}

describe("a server that was put back to yesterday's copy", () => {
  it.live("loses nothing of today on the other side, and a person decides what counts", () =>
    Effect.gen(function*() {
      const folders = yield* afterADay
      putBack(folders.right, folders.copies.right)
      const before = folders.trees()
      const halted = yield* applied(folders, 5)
      assertTells(halted, /\b(?:older|put back|restored)\b/u, /right|branch:/u, /state rebuild/u)
      assert.deepStrictEqual(folders.trees(), before)

      yield* rebuilt(folders)
      assert.deepStrictEqual(yield* plannedDeletes(folders), [])
      yield* applied(folders, 4) // the file that was edited today differs, and both meet for the first time
      assertNothingLost(before, folders.trees())
      assert.deepStrictEqual(Object.keys(folders.trees().left), Object.keys(folders.trees().right))

      const resolved = yield* folders.run("conflicts", "resolve", "--keep", "left", "edited.txt", "--auto-approve")
      assert.strictEqual(resolved.exitCode, 0, resolved.stdout + resolved.stderr)
      yield* inStep(folders, { ...before.right, ...before.left })
    }).pipe(Effect.scoped), patience)

  it.live("is taken up as it is, once it is brought up to date again", () =>
    Effect.gen(function*() {
      const folders = yield* afterADay
      const today = join(folders.folder, "server of today")
      copy(folders.right, today)
      putBack(folders.right, folders.copies.right)
      yield* applied(folders, 5)
      putBack(folders.right, today)
      writeTree(folders.right, { "edited.txt": "after all that" })
      const wanted = folders.trees().right
      yield* applied(folders, 0)
      yield* inStep(folders, wanted)
    }).pipe(Effect.scoped), patience)
})

describe("a state that was put back to yesterday's copy", () => {
  it.live(
    "makes nothing of today be deleted or come back, and rebuilding it is all that is needed",
    () =>
      Effect.gen(function*() {
        const folders = yield* afterADay
        putBack(join(folders.folder, ".syncfile"), folders.copies.state)
        const before = folders.trees()
        const halted = yield* applied(folders, 5)
        assertTells(halted, /\b(?:older|put back|restored)\b/u, /\bstate\b/u, /state rebuild/u)
        assert.deepStrictEqual(folders.trees(), before)

        yield* rebuilt(folders)
        assert.deepStrictEqual(yield* plannedDeletes(folders), [])
        yield* applied(folders, 0)
        yield* inStep(folders, before.left)
      }).pipe(Effect.scoped),
    patience,
  )

  it.live("does not take what was deleted and made anew today for something to delete", () =>
    Effect.gen(function*() {
      const folders = yield* afterADay
      writeTree(folders.left, { "gone.txt": "deleted today" }) // as it was in yesterday's state
      writeTree(folders.right, { "only here.txt": "right" })
      putBack(join(folders.folder, ".syncfile"), folders.copies.state)
      const before = folders.trees()
      yield* applied(folders, 5)
      assert.deepStrictEqual(folders.trees(), before)
      yield* rebuilt(folders)
      yield* applied(folders, 0)
      yield* inStep(folders, { ...before.right, ...before.left })
    }).pipe(Effect.scoped), patience)

  it.live(
    "that is lost altogether is first contact: equal files are adopted, and nothing is deleted",
    () =>
      Effect.gen(function*() {
        const folders = yield* afterADay
        writeTree(folders.right, { "only here.txt": "right" })
        rmSync(join(folders.folder, ".syncfile"), { recursive: true })
        const before = folders.trees()
        yield* applied(folders, 0)
        yield* inStep(folders, { ...before.right, ...before.left })
      }).pipe(Effect.scoped),
    patience,
  )
})
