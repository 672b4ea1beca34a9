/** Filters that become stricter and then looser again: what goes out of sight is never taken for deleted. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { rmSync } from "node:fs"
import { join } from "node:path"
import { sshd } from "../support/servers/sshd.ts"
import { sharedServer } from "../support/sharedServer.ts"
import { linesOfType } from "./support/said.ts"
import { writeTree } from "./support/tree.ts"
import { applied, inStep, type TwoFolders, twoFolders } from "./support/twoFolders.ts"
import { backupOf, keptIn } from "./support/usersTree.ts"

const patience = 300_000
const limits = { deletes: { count: 1000, percent: 100 } } // none of them may be what keeps files from being deleted

const start = {
  "kept.txt": "in sight all the time",
  "logs/a.log": "deleted on the left meanwhile",
  "logs/b.log": "deleted on the right meanwhile",
  "logs/c.log": "edited on the left meanwhile",
  "logs/d.log": "edited on both sides meanwhile",
  "logs/deep/e.log": "its folder is deleted on the right meanwhile",
  "logs/f.log": "left alone",
  "logs/g.log": "deleted on both sides meanwhile",
}

const server = sharedServer(sshd())
const wheres = [
  { name: "two folders of this machine", right: Effect.succeed(undefined) },
  { name: "this machine and OpenSSH", right: server },
]

const stricter: ReadonlyArray<{ readonly how: string; readonly filters: ReadonlyArray<unknown> }> = [
  { how: "leave out a folder", filters: [{ exclude: "/logs/" }] },
  { how: "leave out by name", filters: [{ exclude: "*.log" }] },
  { how: "leave out what is larger", filters: [{ maxSize: "24B" }] },
]

/** Whether a folder comes back in which the other side has something out of sight is of no interest here. */
const filesOf = (tree: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(tree).filter(([path]) => !path.endsWith("/")))

/** No plan has a delete, and what is done deletes nothing and puts nothing into a backup. */
const applyWithoutDeletes = Effect.fnUntraced(function*(folders: TwoFolders, exitCode: number) {
  const planned = yield* folders.run("plan", "--json")
  const deletes = linesOfType(planned, "planned_action")
    .filter(({ verbs }) => Array.isArray(verbs) && verbs.includes("delete"))
  assert.deepStrictEqual(deletes, [])
  const before = folders.trees()
  yield* applied(folders, exitCode)
  const after = folders.trees()
  for (const side of ["left", "right"] as const) {
    for (const path of Object.keys(before[side])) assert.property(after[side], path, `${path} on the ${side}`)
    assert.deepStrictEqual(keptIn(backupOf(folders[side])), [])
  }
})

describe.each(wheres)("filters between $name", ({ right }) => {
  it.live.each(stricter)("$how and then no longer do", ({ filters }) =>
    Effect.gen(function*() {
      const folders = yield* twoFolders({ left: undefined, right: yield* right })
      for (const side of ["left", "right"] as const) writeTree(folders[side], start)
      folders.settle({ limits })
      yield* applied(folders, 0)

      folders.settle({ limits, filters })
      yield* applyWithoutDeletes(folders, 0)
      for (const gone of ["logs/a.log", "logs/g.log"]) rmSync(join(folders.left, gone))
      for (const gone of ["logs/b.log", "logs/g.log", "logs/deep"]) {
        rmSync(join(folders.right, gone), { recursive: true })
      }
      writeTree(folders.left, { "logs/c.log": "edited on the left, and longer than it was before" })
      for (const side of ["left", "right"] as const) {
        writeTree(folders[side], { "logs/d.log": `edited on the ${side}, and longer than it was before` })
      }
      const hidden = folders.trees()
      yield* applyWithoutDeletes(folders, 0)
      const now = folders.trees()
      for (const side of ["left", "right"] as const) assert.deepStrictEqual(filesOf(now[side]), filesOf(hidden[side]))

      folders.settle({ limits })
      yield* applyWithoutDeletes(folders, 4) // c and d differ, and nothing is known of what they were
      const { left, right: there } = folders.trees()
      const union = Object.fromEntries(Object.entries(start).filter(([path]) => path !== "logs/g.log"))
      const differing = (side: "left" | "right") =>
        Object.fromEntries(["logs/c.log", "logs/d.log"].map((path) => [path, hidden[side][path]]))
      assert.deepStrictEqual(left, { ...union, ...differing("left") })
      assert.deepStrictEqual(there, { ...union, ...differing("right") })

      const resolved = yield* folders.run("conflicts", "resolve", "--keep", "left", "--auto-approve")
      assert.strictEqual(resolved.exitCode, 0, resolved.stdout + resolved.stderr)
      yield* inStep(folders, left)
    }).pipe(Effect.scoped), patience)

  it.live(
    "a folder that holds something out of sight stays where it was deleted on the other side",
    () =>
      Effect.gen(function*() {
        const folders = yield* twoFolders({ left: undefined, right: yield* right })
        for (const side of ["left", "right"] as const) {
          writeTree(folders[side], { "anchor.txt": "", "mixed/seen.txt": "seen" })
        }
        folders.settle({ limits, filters: [{ exclude: "*.tmp" }] })
        yield* applied(folders, 0)
        writeTree(folders.right, { "mixed/hidden.tmp": "never in step" })
        rmSync(join(folders.left, "mixed"), { recursive: true })
        yield* applied(folders, 0)
        assert.deepStrictEqual(folders.trees().right, { "anchor.txt": "", "mixed/hidden.tmp": "never in step" })

        folders.settle({ limits })
        yield* applied(folders, 0)
        yield* inStep(folders, { "anchor.txt": "", "mixed/hidden.tmp": "never in step" })
      }).pipe(Effect.scoped),
    patience,
  )
})
