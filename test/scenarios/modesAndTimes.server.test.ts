/** Modes and times on their way to OpenSSH and back. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { chmodSync } from "node:fs"
import { join } from "node:path"
import { sshd } from "../support/servers/sshd.ts"
import { sharedServer } from "../support/sharedServer.ts"
import { applyPair, planNothing } from "./support/steps.ts"
import { readTree, timesOf, type Tree, writeTree } from "./support/tree.ts"
import { workspace } from "./support/workspace.ts"

const patience = 300_000

describe("files that go to a server and back", () => {
  const server = sharedServer(sshd({ passwordUser: true }))

  const prepared = Effect.fnUntraced(function*(tree: Tree) {
    const office = yield* server
    const place = yield* workspace
    const source = place.makeFolder("source")
    writeTree(source, tree)
    place.declare({
      remotes: { office },
      pairs: {
        up: { mode: "mirror", source: "./source", target: `office:${place.name}` },
        down: { mode: "mirror", source: `office:${place.name}`, target: "./back" },
      },
    })
    return { place, source, served: join(office.folder, place.name), back: join(place.folder, "back") }
  })

  it.live(
    "are never more open than their source, nor than 0755, and a replaced file keeps its mode",
    () =>
      Effect.gen(function*() {
        const modes = { a: 0o755, b: 0o600, c: 0o777, d: 0o4755, e: 0o640, f: 0o444, g: 0o666 }
        const { back, place, served, source } = yield* prepared(
          Object.fromEntries(Object.entries(modes).map(([name, mode]) => [name, { content: name, mode }])),
        )
        yield* applyPair(place, "up")
        yield* applyPair(place, "down")
        const wanted = { a: 0o755, b: 0o600, c: 0o755, d: 0o755, e: 0o640, f: 0o444, g: 0o644 }
        assert.deepStrictEqual(modesOf(served), wanted)
        assert.deepStrictEqual(modesOf(back), wanted)

        chmodSync(join(served, "a"), 0o700)
        chmodSync(join(back, "a"), 0o700)
        writeTree(source, { a: { content: "new a", mode: 0o755 } })
        yield* applyPair(place, "up")
        yield* applyPair(place, "down")
        assert.strictEqual(modesOf(served)["a"], 0o700)
        assert.strictEqual(modesOf(back)["a"], 0o700)
      }).pipe(Effect.scoped),
    patience,
  )

  it.live("keep their times to the second, as far as the server can hold them", () =>
    Effect.gen(function*() {
      const { back, place, served, source } = yield* prepared({
        "epoch": { content: "1", seconds: 0 },
        "fraction": { content: "2", seconds: 1_234_567_890.999 },
        "signed limit": { content: "3", seconds: 2 ** 31 - 1 },
        "beyond it": { content: "4", seconds: 2 ** 31 + 5 },
        "future": { content: "5", seconds: 4_102_444_800 },
      })
      yield* applyPair(place, "up")
      yield* applyPair(place, "down")
      assert.deepStrictEqual(timesOf(readTree(served)), timesOf(readTree(source)))
      assert.deepStrictEqual(timesOf(readTree(back)), timesOf(readTree(source)))
      yield* planNothing(place)
    }).pipe(Effect.scoped), patience)
})

const modesOf = (folder: string): Readonly<Record<string, number>> =>
  Object.fromEntries(Array.from(readTree(folder), ([path, { mode }]) => [path, mode]))
