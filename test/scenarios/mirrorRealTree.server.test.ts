/** The packages of this project, mirrored to OpenSSH and back into another folder. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { appendFileSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { sshd } from "../support/servers/sshd.ts"
import { sharedServer } from "../support/sharedServer.ts"
import { differences, onlyIn } from "./support/differences.ts"
import { figure } from "./support/isFull.ts"
import { copyRealTree, type RealTree } from "./support/realTree.ts"
import { lastLine, linesOfType, noChanges } from "./support/said.ts"
import { leftoversIn, readTree, timesOf } from "./support/tree.ts"
import { type Workspace, workspace } from "./support/workspace.ts"

const patience = 900_000

describe("a real tree on OpenSSH", () => {
  const server = sharedServer(
    Effect.flatMap(sshd(), (up) => Effect.map(up.encryptedKey, (key) => ({ ...up, ...key }))),
  )

  const prepared = Effect.gen(function*() {
    const office = yield* server
    const place = yield* workspace
    const source = join(place.folder, "source")
    const tree = copyRealTree(source)
    place.declare({
      remotes: { office },
      pairs: {
        up: { mode: "mirror", source: "./source", target: `office:${place.name}` },
        down: { mode: "mirror", source: `office:${place.name}`, target: "./back" },
      },
    })
    return { place, source, served: join(office.folder, place.name), back: join(place.folder, "back"), tree }
  })

  it.live(
    "goes up and comes back equal but for the links, which the plan reports, and then nothing is left to do",
    () =>
      Effect.gen(function*() {
        const { back, place, served, source, tree } = yield* prepared
        const planned = yield* place.run("plan", "up", "--json")
        assert.isAbove(tree.links.length, 0)
        assert.sameMembers(linesOfType(planned, "skipped").map(({ path }) => String(path)), [...tree.links])

        yield* applyAll(place, "up", tree)
        yield* applyAll(place, "down", tree)
        const missing = onlyIn(source, tree.links)
        assert.sameMembers([...(yield* differences(source, served))], [...missing])
        assert.sameMembers([...(yield* differences(source, back))], [...missing])
        const times = timesOf(readTree(source))
        for (const link of tree.links) delete times[link]
        assert.deepStrictEqual(timesOf(readTree(back)), times)

        yield* planNothing(place)
        assert.deepStrictEqual([...leftoversIn(served), ...leftoversIn(back)], [])
      }).pipe(Effect.scoped),
    patience,
  )

  it.live("is brought up to date by what was edited, and by nothing else", () =>
    Effect.gen(function*() {
      const { place, served, source, tree } = yield* prepared
      yield* applyAll(place, "up", tree)
      const [grown, edited, gone] = Object.keys(timesOf(readTree(source))).filter((path) => path.endsWith(".json"))
      appendFileSync(join(source, grown!), " ")
      editInPlace(join(source, edited!))
      rmSync(join(source, gone!))
      writeFileSync(join(source, "new.txt"), "new")

      const planned = yield* place.run("plan", "up", "--json", "--detailed-exitcode")
      assert.strictEqual(planned.exitCode, 2)
      assert.sameDeepMembers(
        linesOfType(planned, "planned_action").map(({ path, verbs }) => ({ path, verbs })),
        [
          { path: grown, verbs: ["change"] },
          { path: edited, verbs: ["change"] },
          { path: gone, verbs: ["delete"] },
          { path: "new.txt", verbs: ["add"] },
        ],
      )
      const applied = yield* place.run("apply", "up", "--auto-approve")
      assert.match(lastLine(applied), /^Apply complete! 1 added, 2 changed, 0 moved, 1 deleted, 0 failed\./u)
      assert.sameMembers([...(yield* differences(source, served))], [...onlyIn(source, tree.links)])
    }).pipe(Effect.scoped), patience)
})

/** One byte is another, the size and the time are what they were; only the change time tells. */
const editInPlace = (file: string): void => {
  const { atime, mtime } = statSync(file)
  const bytes = readFileSync(file)
  bytes[0] = bytes[0]! ^ 1
  writeFileSync(file, bytes)
  utimesSync(file, atime, mtime)
}

const applyAll = Effect.fnUntraced(function*(place: Workspace, pair: string, { bytes, files, links }: RealTree) {
  const { exitCode, stderr, stdout } = yield* place.run("apply", pair, "--auto-approve")
  assert.strictEqual(exitCode, 0, stderr)
  assert.match(lastLine({ stdout }), /^Apply complete! \d+ added, 0 changed, 0 moved, 0 deleted, 0 failed\./u)
  figure(`${pair}, ${files} files, ${bytes} bytes, ${links.length} links: ${lastLine({ stdout })}`)
})

const planNothing = Effect.fnUntraced(function*(place: Workspace) {
  const started = performance.now()
  const again = yield* place.run("plan", "--detailed-exitcode")
  assert.strictEqual(lastLine(again), noChanges)
  assert.strictEqual(again.exitCode, 0)
  figure(`planning both pairs again: ${Math.round(performance.now() - started)} ms`)
})
