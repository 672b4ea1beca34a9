/** What policies reach and what they do not, and conflicts that wait until a person decides them. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { sshd } from "../support/servers/sshd.ts"
import { sharedServer } from "../support/sharedServer.ts"
import { copyOf, seconds, short, start } from "./support/clashes.ts"
import { writeTree } from "./support/tree.ts"
import { applied, inStep, twoFolders } from "./support/twoFolders.ts"
import { backupOf, keptTexts } from "./support/usersTree.ts"

const patience = 300_000

const server = sharedServer(sshd())
const wheres = [
  { name: "two folders of this machine", right: Effect.succeed(undefined) },
  { name: "this machine and OpenSSH", right: server },
]

describe.each(wheres)("a policy of a pair between $name", ({ right }) => {
  it.live("lets the larger version win although it was only touched", () =>
    Effect.gen(function*() {
      const folders = yield* twoFolders({ left: undefined, right: yield* right })
      const large = "a".repeat(100)
      for (const side of ["left", "right"] as const) {
        writeTree(folders[side], { ...start, "f.txt": { content: large, seconds } })
      }
      folders.settle({ conflicts: { resolve: "larger" } })
      yield* applied(folders, 0)
      writeTree(folders.left, { "f.txt": { content: large, seconds: seconds + 60 } })
      writeTree(folders.right, { "f.txt": { content: "b".repeat(50), seconds: seconds + 120 } })
      yield* applied(folders, 0)
      yield* inStep(folders, { ...start, "f.txt": large })
      assert.deepStrictEqual(keptTexts(backupOf(folders.right)), [`f.txt: ${"b".repeat(50)}`])
      assert.deepStrictEqual(keptTexts(backupOf(folders.left)), [])
    }).pipe(Effect.scoped), patience)

  it.live(
    "waits until both sides have met: then nothing is overwritten, whatever it says",
    () =>
      Effect.gen(function*() {
        const folders = yield* twoFolders({ left: undefined, right: yield* right })
        writeTree(folders.left, { "f.txt": short("left", seconds + 60), "only left.txt": "l", "same.txt": "same" })
        writeTree(folders.right, { "f.txt": short("right"), "only right.txt": "r", "same.txt": "same" })
        folders.settle({ conflicts: { resolve: "newer" } })
        yield* applied(folders, 4)
        const union = { "only left.txt": "l", "only right.txt": "r", "same.txt": "same" }
        const [left, right_] = [String(short("left").content), String(short("right").content)]
        assert.deepStrictEqual(folders.trees(), {
          left: { ...union, "f.txt": left },
          right: { ...union, "f.txt": right_ },
        })
        yield* applied(folders, 0)
        yield* inStep(folders, { ...union, "f.txt": left })
        assert.deepStrictEqual(keptTexts(backupOf(folders.right)), [`f.txt: ${right_}`])
      }).pipe(Effect.scoped),
    patience,
  )

  it.live(
    "counts from the second run on, even where nothing at all was equal in the first",
    () =>
      Effect.gen(function*() {
        const folders = yield* twoFolders({ left: undefined, right: yield* right })
        writeTree(folders.left, { "f.txt": short("left", seconds + 60) })
        writeTree(folders.right, { "f.txt": short("right") })
        folders.settle({ conflicts: { resolve: "newer" } })
        yield* applied(folders, 4)
        yield* applied(folders, 0)
        yield* inStep(folders, { "f.txt": String(short("left").content) })
      }).pipe(Effect.scoped),
    patience,
  )

  it.live(
    "is that of the first rule that matches, and a copy takes no name that is in use",
    () =>
      Effect.gen(function*() {
        const folders = yield* twoFolders({ left: undefined, right: yield* right })
        const taken = copyOf("art/f.txt", "right", short("right"))
        for (const side of ["left", "right"] as const) writeTree(folders[side], { ...start, [taken]: "somebody's own" })
        folders.settle({
          conflicts: {
            resolve: "right",
            rules: [{ match: "art/**", resolve: "keep-both" }, { match: "**", resolve: "hold" }],
          },
        })
        yield* applied(folders, 0)
        for (const side of ["left", "right"] as const) {
          const at = side === "left" ? seconds + 60 : seconds
          writeTree(folders[side], { "art/f.txt": short(side, at), "text/f.txt": short(side, at) })
        }
        yield* applied(folders, 4)
        const [left, right_] = [String(short("left").content), String(short("right").content)]
        const both = {
          ...start,
          [taken]: "somebody's own",
          "art/f.txt": left,
          [taken.replace(".txt", "-2.txt")]: right_,
        }
        assert.deepStrictEqual(folders.trees(), {
          left: { ...both, "text/f.txt": left },
          right: { ...both, "text/f.txt": right_ },
        })
      }).pipe(Effect.scoped),
    patience,
  )
})

describe("a conflict that was held", () => {
  it.live.each(
    [
      { keep: "left", wins: "left" },
      { keep: "right", wins: "right" },
      { keep: "newer", wins: "right" },
      { keep: "larger", wins: "left" },
    ] as const,
  )("is settled by a person who keeps the $keep", ({ keep, wins }) =>
    Effect.gen(function*() {
      const folders = yield* held
      const listed = yield* folders.run("conflicts", "list")
      assert.include(listed.stdout, "f.txt")
      const resolved = yield* folders.run("conflicts", "resolve", "--keep", keep, "f.txt", "--auto-approve")
      assert.strictEqual(resolved.exitCode, 0, resolved.stdout + resolved.stderr)
      yield* inStep(folders, { ...start, "f.txt": versions[wins] })
      const loser = wins === "left" ? "right" : "left"
      assert.deepStrictEqual(keptTexts(backupOf(folders[loser])), [`f.txt: ${versions[loser]}`])
    }).pipe(Effect.scoped), patience)

  it.live("is settled by a person who keeps both", () =>
    Effect.gen(function*() {
      const folders = yield* held
      const resolved = yield* folders.run("conflicts", "resolve", "--keep", "both", "--auto-approve")
      assert.strictEqual(resolved.exitCode, 0, resolved.stdout + resolved.stderr)
      const copy = copyOf("f.txt", "right", { content: "", seconds: seconds + 60 })
      yield* inStep(folders, { ...start, "f.txt": versions.left, [copy]: versions.right })
    }).pipe(Effect.scoped), patience)
})

const versions = { left: "the left one, and longer", right: "the right one" }

/** A pair whose sides differ in one file: the left one is larger, the right one newer. */
const held = Effect.gen(function*() {
  const folders = yield* twoFolders({ left: undefined, right: undefined })
  for (const side of ["left", "right"] as const) writeTree(folders[side], { ...start, "f.txt": "as it was" })
  folders.settle()
  yield* applied(folders, 0)
  writeTree(folders.left, { "f.txt": { content: versions.left, seconds } })
  writeTree(folders.right, { "f.txt": { content: versions.right, seconds: seconds + 60 } })
  yield* applied(folders, 4)
  return folders
})
