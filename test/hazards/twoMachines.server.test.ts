/** Two machines, each with a state of its own, that keep a folder in step with one and the same folder of a server. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { backupOf, keptIn, temporariesIn, usersTree } from "../scenarios/support/usersTree.ts"
import { workspace } from "../scenarios/support/workspace.ts"
import { sshd } from "../support/servers/sshd.ts"
import { sharedServer } from "../support/sharedServer.ts"

const server = sharedServer(sshd())
const rounds = 4

describe("a folder", () => {
  it.live("C02 that two machines write to at the same time loses nothing of either", () =>
    Effect.gen(function*() {
      const office = yield* server
      const machines = [yield* workspace, yield* workspace]
      const hub = join(office.folder, `${machines[0]!.name}-hub`)
      mkdirSync(hub)
      for (const machine of machines) {
        machine.makeFolder("left")
        machine.declare({
          remotes: { office },
          pairs: {
            shared: {
              mode: "two-way",
              left: "./left",
              right: `office:${machines[0]!.name}-hub`,
              conflicts: { resolve: "larger", loser: "keep-copy" },
            },
          },
        })
      }
      const lefts = machines.map(({ folder }) => join(folder, "left"))
      const texts: Array<string> = []
      const write = (left: string, name: string, text: string) => {
        texts.push(text)
        writeFileSync(join(left, name), text)
      }
      for (let round = 0; round < rounds; round++) {
        for (const [machine, left] of lefts.entries()) {
          write(left, `own ${machine} ${round}`, `own text ${machine} ${round}`)
          write(left, `both ${round}`, `text of machine ${machine} in round ${round} ${"+".repeat(machine)}`)
        }
        yield* Effect.forEach(machines, ({ run }) => run("apply", "--auto-approve"), { concurrency: 2 })
      }
      for (let calm = 0; calm < 3; calm++) for (const { run } of machines) yield* run("apply", "--auto-approve")

      for (const left of lefts) assert.deepStrictEqual(usersTree(left), usersTree(hub))
      const kept = [...lefts, hub].flatMap((root) => keptIn(backupOf(root)).map(({ text }) => text))
      const held = new Set([...Object.values(usersTree(hub)), ...kept])
      assert.deepStrictEqual(texts.filter((text) => !held.has(text)), [])
      assert.deepStrictEqual([...lefts, hub].flatMap(temporariesIn), [])
    }).pipe(Effect.scoped))
})
