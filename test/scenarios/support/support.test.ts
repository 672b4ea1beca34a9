import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit } from "effect"
import { rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { temporaryFolder } from "../../support/servers/temporaryFolder.ts"
import { cli } from "./cli.ts"
import { findSecrets, ownFilesOf } from "./findSecrets.ts"
import { contentsOf, leftoversIn, readTree, timesOf, writeTree } from "./tree.ts"
import { putVersion, versionedTree } from "./versionedTree.ts"
import { deviations, watchContents } from "./watchContents.ts"
import { workspace } from "./workspace.ts"

/** Starting a program takes seconds on a busy machine. */
const patience = 60_000

describe("the command line in a scenario", () => {
  it.live("gives exit code and both outputs", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder("cli")
      const helped = yield* cli(["--help"], { folder })
      assert.strictEqual(helped.exitCode, 0)
      assert.include(helped.stdout, "plan")
      const refused = yield* cli(["plan"], { folder })
      assert.notStrictEqual(refused.exitCode, 0)
      assert.include(refused.stderr, "syncfile")
    }).pipe(Effect.scoped), patience)
})

describe("a workspace", () => {
  it.live("carries a copy from folder to folder", () =>
    Effect.gen(function*() {
      const place = yield* workspace
      const source = place.makeFolder("source")
      writeTree(source, { "a.txt": "a", "deep/b.txt": { content: "b", mode: 0o600, seconds: 1_000_000 }, "empty/": "" })
      place.declare({ pairs: { notes: { mode: "mirror", source: "./source", target: "./target" } } })
      const applied = yield* place.run("apply", "--auto-approve")
      assert.strictEqual(applied.exitCode, 0, applied.stderr)
      const target = readTree(join(place.folder, "target"))
      assert.deepStrictEqual(contentsOf(target), contentsOf(readTree(source)))
      assert.strictEqual(timesOf(target)["deep/b.txt"], 1_000_000)
      assert.deepStrictEqual(leftoversIn(place.folder), [])
    }).pipe(Effect.scoped), patience)

  it.live("does not close in peace over a secret in one of its files", () =>
    Effect.gen(function*() {
      const keyFile = join(yield* temporaryFolder("key"), "key")
      writeFileSync(keyFile, "")
      const exit = yield* Effect.exit(Effect.scoped(Effect.map(workspace, (place) => {
        const login = {
          host: "127.0.0.1",
          port: 22,
          user: "me",
          password: "quite secret",
          keyFile,
          knownHosts: "none",
        } as const
        place.declare({ remotes: { office: login }, pairs: {} })
        writeFileSync(join(place.folder, "saved.plan"), "It is quite secret.")
      })))
      assert.isTrue(Exit.isFailure(exit))
    }).pipe(Effect.scoped))
})

describe("watchContents", () => {
  it.live("notes a file that is half written and one that is away, and forgives what comes and goes", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder("watched")
      const [before, next] = [versionedTree(1, 60), versionedTree(2, 60)]
      putVersion(folder, before)
      const stop = watchContents(folder, before, next)
      writeTree(folder, {
        "folder-0/0.txt": "half",
        ".syncfile-x": "not looked at",
        "only-in-2/3.txt": next.get("only-in-2/3.txt")!,
      })
      writeTree(folder, { "folder-1/1.txt": next.get("folder-1/1.txt")! })
      rmSync(join(folder, "folder-2/2.txt"))
      rmSync(join(folder, "only-in-1"), { recursive: true })
      yield* Effect.sleep("200 millis")
      const { missed, reads, torn } = yield* Effect.promise(stop)
      assert.deepStrictEqual(torn, [`folder-0/0.txt: 4 bytes, "half"`])
      assert.deepStrictEqual(missed, ["folder-2/2.txt"])
      assert.isAbove(reads, 100)
      const wrong = deviations(folder, next)
      assert.includeMembers([...wrong], [
        ".syncfile-x: too much",
        "folder-0/0.txt: another content",
        "folder-2/2.txt: missing",
      ])
      assert.isFalse(wrong.some((line) => line.startsWith("folder-1/1.txt")))
    }).pipe(Effect.scoped))
})

describe("findSecrets", () => {
  it.live("sees through what packs them", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder("secrets")
      writeTree(folder, {
        "plain": "…pass-word!…",
        "packed": Buffer.from("pass-word!").toString("base64"),
        ".syncfile/deep/hex": Buffer.from("pass-word!").toString("hex"),
        "source/not-ours": "pass-word!",
        "innocent": "password",
      })
      const files = ownFilesOf(folder)
      const found = findSecrets(["pass-word!"], { printed: ["nothing here", "uri pass-word%21 and pass-word!"], files })
      assert.sameMembers([...found], [
        "output",
        ...["plain", "packed", ".syncfile/deep/hex"].map((name) => join(folder, name)),
      ])
    }).pipe(Effect.scoped))
})
