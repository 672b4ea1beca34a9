/** From one SFTP server to another, with nothing of it kept on this machine. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { sshd } from "../support/servers/sshd.ts"
import { sharedServer } from "../support/sharedServer.ts"
import { differences, onlyIn } from "./support/differences.ts"
import { figure } from "./support/isFull.ts"
import { copyRealTree } from "./support/realTree.ts"
import { lastLine, noChanges } from "./support/said.ts"
import { leftoversIn, readTree, timesOf } from "./support/tree.ts"
import { workspace } from "./support/workspace.ts"

const patience = 900_000

describe("a mirror from server to server", () => {
  const first = sharedServer(sshd())
  const second = sharedServer(
    Effect.flatMap(sshd({ profile: "plain" }), (up) => Effect.map(up.encryptedKey, (key) => ({ ...up, ...key }))),
  )

  it.live("makes the second hold what the first holds, and then finds nothing to do", () =>
    Effect.gen(function*() {
      const [office, branch] = [yield* first, yield* second]
      const place = yield* workspace
      const source = join(office.folder, place.name)
      const target = join(branch.folder, place.name)
      const { bytes, files, links } = copyRealTree(source)
      place.declare({
        remotes: { office, branch },
        pairs: { across: { mode: "mirror", source: `office:${place.name}`, target: `branch:${place.name}` } },
      })
      const missing = onlyIn(source, links)

      const applied = yield* place.run("apply", "--auto-approve")
      assert.strictEqual(applied.exitCode, 0, applied.stderr)
      figure(`across, ${files} files, ${bytes} bytes: ${lastLine(applied)}`)
      assert.sameMembers([...(yield* differences(source, target))], [...missing])
      assert.strictEqual(lastLine(yield* place.run("plan")), noChanges)

      const [gone, changed] = Object.keys(timesOf(readTree(target))).filter((path) => path.endsWith(".json"))
      rmSync(join(source, gone!))
      writeFileSync(join(source, changed!), "changed on the first server")
      const again = yield* place.run("apply", "--auto-approve")
      assert.match(lastLine(again), /^Apply complete! 0 added, 1 changed, 0 moved, 1 deleted, 0 failed\./u)
      assert.sameMembers([...(yield* differences(source, target))], [...missing])
      assert.strictEqual(lastLine(yield* place.run("plan")), noChanges)
      assert.deepStrictEqual(leftoversIn(target), [])
    }).pipe(Effect.scoped), patience)
})
