import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { rmSync } from "node:fs"
import { applyPair, assertSame, planNothing } from "../../scenarios/support/steps.ts"
import { type Tree, writeTree } from "../../scenarios/support/tree.ts"
import { workspace } from "../../scenarios/support/workspace.ts"
import { hostileSftp } from "./hostileSftp.ts"

const tree: Tree = {
  "a.txt": "a",
  "empty": "",
  "large": "x".repeat(300_000),
  "one/two/three.txt": "3",
  ...Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`many/${index}`, `${index}`])),
}

describe("a hostile SFTP server without a twist", () => {
  it.live("takes a mirror, shows it in step, follows edits and deletions, and gives it back", () =>
    Effect.gen(function*() {
      const server = yield* hostileSftp()
      const place = yield* workspace
      const source = place.makeFolder("source")
      writeTree(source, tree)
      place.declare({
        remotes: { server },
        defaults: { limits: { deletes: { percent: 100 } } },
        pairs: {
          up: { mode: "mirror", source: "./source", target: "server:data" },
          down: { mode: "mirror", source: "server:data", target: "./back" },
        },
      })
      yield* applyPair(place, "up", "27 added")
      yield* planNothing(place, "up")
      yield* applyPair(place, "down")
      assertSame(`${place.folder}/back`, source)
      writeTree(source, { "a.txt": "edited", "new/file": "new" })
      rmSync(`${source}/many`, { recursive: true })
      yield* applyPair(place, "up", "2 added, 1 changed, 0 moved, 21 deleted")
      yield* applyPair(place, "down")
      assertSame(`${place.folder}/back`, source)
      assert.strictEqual(server.tree.content("/data/a.txt"), "edited")
      assert.deepStrictEqual([...server.tree.nodes.keys()].filter((path) => path.includes(".syncfile")), [])
    }).pipe(Effect.scoped))
})
