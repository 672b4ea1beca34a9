/** An apply that is killed while a file is on its way from one name to another. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { renameSync } from "node:fs"
import { join } from "node:path"
import { startCli } from "./support/cli.ts"
import { writeTree } from "./support/tree.ts"
import { applied, inStep, twoFolders } from "./support/twoFolders.ts"
import { temporariesIn } from "./support/usersTree.ts"

const killedOnTheWay = join(import.meta.dirname, "support", "killedOnTheWay.mjs")

describe("a move that is killed between its two renames", () => {
  for (const [name, backup] of [["with", {}], ["without", { backup: "off" }]] as const) {
    it.live(`is brought back to order by the next apply, ${name} a backup`, () =>
      Effect.gen(function*() {
        const folders = yield* twoFolders({ left: undefined, right: undefined })
        folders.settle(backup)
        writeTree(folders.left, { "d/file.txt": "what somebody wrote", "e/other.txt": "other" })
        yield* applied(folders, 0)
        renameSync(join(folders.left, "d/file.txt"), join(folders.left, "e/renamed.txt"))

        const { ended } = yield* startCli(["apply", "--auto-approve"], {
          folder: folders.folder,
          env: { NODE_OPTIONS: `--import=${killedOnTheWay}` },
        })
        assert.strictEqual((yield* ended).exitCode, -1)
        assert.deepStrictEqual(temporariesIn(folders.right).length, 1)
        assert.deepStrictEqual(Object.values(folders.trees().right).sort(), ["other", "what somebody wrote"])

        yield* applied(folders, 0)
        yield* inStep(folders, { "d/": "", "e/other.txt": "other", "e/renamed.txt": "what somebody wrote" })
      }).pipe(Effect.scoped))
  }
})
