/** A folder with ten thousand files gets another name: one rename on the other side, and not a byte is sent. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { readdirSync, renameSync, statSync } from "node:fs"
import { join } from "node:path"
import { sshd } from "../support/servers/sshd.ts"
import { sharedServer } from "../support/sharedServer.ts"
import { lastLine, linesOfType } from "./support/said.ts"
import { type Tree, writeTree } from "./support/tree.ts"
import { applied, inStep, twoFolders } from "./support/twoFolders.ts"
import { backupOf, keptIn } from "./support/usersTree.ts"

const files = 10_000
const server = sharedServer(sshd())

const tree: Tree = {
  "other.txt": "stays where it is",
  ...Object.fromEntries(
    Array.from({ length: files }, (_, number) => [
      `photos/album ${number % 50}/${number}.jpg`,
      { content: `photo ${number}`, seconds: 1_700_000_000 + number % 7 },
    ]),
  ),
}

/** Tells whether a file is still the one that it was. */
const inodesOf = (folder: string): ReadonlyArray<number> =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).sort().map((path) => statSync(join(folder, path)).ino)

describe("a folder that was renamed on this machine", () => {
  it.live("is renamed on the server in one step", () =>
    Effect.gen(function*() {
      const folders = yield* twoFolders({ left: undefined, right: yield* server })
      writeTree(folders.left, tree)
      folders.settle()
      const first = yield* applied(folders, 0)
      assert.match(lastLine(first), /^Apply complete! 10052 added, 0 changed, 0 moved, 0 deleted, 0 failed\./u)
      const inodes = inodesOf(join(folders.right, "photos"))

      renameSync(join(folders.left, "photos"), join(folders.left, "pictures"))
      const planned = yield* folders.run("plan")
      assert.strictEqual(
        lastLine(planned),
        "Plan: 0 to add, 0 to change, 1 to move, 0 to delete, 0 conflicts. 0 B to transfer.",
        planned.stderr,
      )
      const moves = planned.stdout.split("\n").filter((line) => /^\s*> /u.test(line))
      assert.lengthOf(moves, 1, planned.stdout)
      assert.include(moves[0], "photos")
      assert.include(moves[0], "pictures")
      const told = linesOfType(yield* folders.run("plan", "--json"), "planned_action")
      assert.deepStrictEqual(told.map(({ verbs }) => verbs), [["move"]])

      const moved = yield* applied(folders, 0)
      assert.match(lastLine(moved), /^Apply complete! 0 added, 0 changed, 1 moved, 0 deleted, 0 failed\. 0 B in /u)
      assert.deepStrictEqual(inodesOf(join(folders.right, "pictures")), inodes)
      assert.deepStrictEqual(keptIn(backupOf(folders.right)), [])
      yield* inStep(folders)
    }).pipe(Effect.scoped), 600_000)
})
