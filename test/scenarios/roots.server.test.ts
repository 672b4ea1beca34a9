import { assert, describe, it } from "@effect/vitest"
import { Effect, type Scope } from "effect"
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { sshd } from "../support/servers/sshd.ts"
import { sharedServer } from "../support/sharedServer.ts"
import { contentsOf, readTree, type Tree, writeTree } from "./support/tree.ts"
import { workspace } from "./support/workspace.ts"

const tree: Tree = { "a.txt": "a", "b.txt": "b", "sub/c.txt": "c" }
const server = sharedServer(sshd())

/** A mirror in step, from or to this machine or an OpenSSH server. `source` and `target`: where they lie on disk. */
const inStep = Effect.fnUntraced(function*(source: "here" | "there", target: "here" | "there") {
  const place = yield* workspace
  const { folder, ...login } = yield* server
  const there = join(folder, place.name)
  mkdirSync(there)
  const onDisk = { source: join(source === "here" ? place.folder : there, "in"), target: "" }
  onDisk.target = join(target === "here" ? place.folder : there, "out")
  writeTree(onDisk.source, tree)
  place.declare({
    remotes: { office: { ...login, root: there } },
    pairs: {
      docs: {
        mode: "mirror",
        source: source === "here" ? "./in" : "office:in",
        target: target === "here" ? "./out" : "office:out",
      },
    },
  })
  const first = yield* place.run("apply", "-y")
  assert.strictEqual(first.exitCode, 0, first.stderr)
  const held = () => contentsOf(readTree(onDisk.target))
  return { ...place, ...onDisk, held, before: held() }
})

type InStep = Effect.Success<ReturnType<typeof inStep>>

/** An approved apply halts with these words, and the target is not touched. */
const halts = Effect.fnUntraced(function*({ before, held, run }: InStep, ...says: ReadonlyArray<string>) {
  const { exitCode, stderr, stdout } = yield* run("apply", "-y")
  assert.strictEqual(exitCode, 5, stdout + stderr)
  for (const word of says) assert.include(stdout + stderr, word)
  assert.deepStrictEqual(held(), before)
})

const everything = [
  "--accept-deletes",
  "4",
  "--accept",
  "target-missing,root-swapped,root-emptied,change-limit,transfer-limit,foreign-target",
]

const scenario = (title: string, body: Effect.Effect<void, never, Scope.Scope>) =>
  it.live(title, () => Effect.scoped(body))

describe.each(["here", "there"] as const)("a source that lies %s", (side) => {
  scenario(
    "vanished: halts, and no flag releases that",
    Effect.gen(function*() {
      const docs = yield* inStep(side, "here")
      renameSync(docs.source, `${docs.source}-away`)
      yield* halts(docs, "Halted (source-missing)", "does not exist.", "Mount it, create it, or correct its path")
      const forced = yield* docs.run("apply", "-y", ...everything)
      assert.strictEqual(forced.exitCode, 5)
      assert.deepStrictEqual(docs.held(), docs.before)
    }),
  )

  scenario(
    "is empty: halts until that is accepted",
    Effect.gen(function*() {
      const docs = yield* inStep(side, "here")
      rmSync(docs.source, { recursive: true })
      mkdirSync(docs.source)
      yield* halts(
        docs,
        "Halted (root-emptied)",
        "shows nothing (it is empty, or all of it is filtered out), but 4 entries were in step after the last run.",
        "--accept root-emptied",
        "--accept-deletes 4",
      )
      assert.strictEqual((yield* docs.run("apply", "-y", "--accept-deletes", "4")).exitCode, 5)
      assert.strictEqual((yield* docs.run("apply", "-y", ...everything)).exitCode, 0)
      assert.deepStrictEqual(docs.held(), {})
    }),
  )

  scenario(
    "became a file: halts",
    Effect.gen(function*() {
      const docs = yield* inStep(side, "here")
      rmSync(docs.source, { recursive: true })
      writeFileSync(docs.source, "no folder")
      yield* halts(docs, "cannot open: it is not a folder")
    }),
  )
})

describe("a source that was replaced by another folder", () => {
  scenario(
    "on this machine is told by what it is, even if it holds the same",
    Effect.gen(function*() {
      const docs = yield* inStep("here", "there")
      renameSync(docs.source, `${docs.source}-away`)
      writeTree(docs.source, tree)
      yield* halts(docs, "Halted (root-swapped)", "The source ./in is another folder than in the last run.")
      assert.strictEqual((yield* docs.run("apply", "-y", "--accept", "root-swapped")).exitCode, 0)
      assert.strictEqual((yield* docs.run("plan")).exitCode, 0) // and is known from now on
    }),
  )

  scenario(
    "on this machine is told behind a link, too",
    Effect.gen(function*() {
      const docs = yield* inStep("here", "there")
      writeTree(`${docs.source}-other`, tree)
      renameSync(docs.source, `${docs.source}-away`)
      symlinkSync(`${docs.source}-other`, docs.source)
      yield* halts(docs, "Halted (root-swapped)")
    }),
  )

  scenario(
    "on a server, where folders have no identity, shows by what it holds",
    Effect.gen(function*() {
      const docs = yield* inStep("there", "here")
      renameSync(docs.source, `${docs.source}-away`)
      writeTree(docs.source, { "z.txt": "another disk" })
      yield* halts(
        docs,
        "Halted (delete-limit)",
        "4 entries of 4 on the target would be deleted (100 %)",
        "- a.txt",
        "- sub/",
      )
    }),
  )

  scenario(
    "on a server shows by its path, when that leads elsewhere through a link",
    Effect.gen(function*() {
      const docs = yield* inStep("there", "here")
      writeTree(`${docs.source}-other`, tree)
      renameSync(docs.source, `${docs.source}-away`)
      symlinkSync(`${docs.source}-other`, docs.source)
      yield* halts(docs, "Halted (root-swapped)", "The source office:in is another folder than in the last run.")
    }),
  )
})

describe.each(["here", "there"] as const)("a target that lies %s", (side) => {
  scenario(
    "is gone after a run: halts until it is put back or given up",
    Effect.gen(function*() {
      const docs = yield* inStep("here", side)
      renameSync(docs.target, `${docs.target}-away`)
      for (const args of [["plan"], ["apply", "-y"]]) {
        const { exitCode, stdout } = yield* docs.run(...args)
        assert.strictEqual(exitCode, 5)
        assert.include(stdout, "Halted (target-missing)")
        assert.include(stdout, "is gone. It was there in the last run.")
        assert.include(stdout, "--accept target-missing")
      }
      assert.throws(() => docs.held()) // it was not made
      renameSync(`${docs.target}-away`, docs.target)
      assert.include((yield* docs.run("plan")).stdout, "No changes.")

      rmSync(docs.target, { recursive: true })
      assert.strictEqual((yield* docs.run("apply", "-y", "--accept", "target-missing")).exitCode, 0)
      assert.deepStrictEqual(docs.held(), docs.before)
    }),
  )

  scenario(
    "is an empty folder in its place, as when a disk is not mounted: halts",
    Effect.gen(function*() {
      const docs = yield* inStep("here", side)
      writeTree(docs.source, { "new.txt": "new" })
      renameSync(docs.target, `${docs.target}-away`)
      mkdirSync(docs.target)
      const empty = { ...docs, before: {} }
      yield* halts(empty, "Halted (root-emptied)", "--accept root-emptied")
      const saved = yield* docs.run("plan", "--out", "plan")
      assert.strictEqual(saved.exitCode, 5)
      assert.strictEqual((yield* docs.run("apply", "plan")).exitCode, 5)
      assert.deepStrictEqual(docs.held(), {})
    }),
  )

  scenario(
    "became a file: halts",
    Effect.gen(function*() {
      const docs = yield* inStep("here", side)
      renameSync(docs.target, `${docs.target}-away`)
      writeFileSync(docs.target, "no folder")
      for (const args of [["plan"], ["apply", "-y"]]) {
        const { exitCode, stderr } = yield* docs.run(...args)
        assert.strictEqual(exitCode, 5)
        assert.include(stderr, "cannot open: it is not a folder")
      }
    }),
  )
})

describe("a plan that was saved while the right disk was there", () => {
  scenario(
    "is not applied to what stands in its place",
    Effect.gen(function*() {
      const docs = yield* inStep("there", "here")
      writeTree(docs.source, { "new.txt": "new" })
      assert.strictEqual((yield* docs.run("plan", "--out", "plan")).exitCode, 0)
      renameSync(docs.target, `${docs.target}-away`)
      const gone = yield* docs.run("apply", "plan")
      assert.strictEqual(gone.exitCode, 5)
      assert.include(gone.stderr, "./out does not exist.")
      mkdirSync(docs.target)
      const swapped = yield* docs.run("apply", "plan")
      assert.strictEqual(swapped.exitCode, 5)
      assert.include(swapped.stderr, "./out is another folder than in the last run.")
      assert.deepStrictEqual(docs.held(), {})
      rmSync(docs.target, { recursive: true })
      renameSync(`${docs.target}-away`, docs.target)
      assert.strictEqual((yield* docs.run("apply", "plan")).exitCode, 0)
    }),
  )
})
