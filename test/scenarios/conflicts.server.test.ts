/** Every way to settle a path that changed on both sides: which version counts, and where the other one is afterwards. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { rmSync } from "node:fs"
import { join } from "node:path"
import { sshd } from "../support/servers/sshd.ts"
import { sharedServer } from "../support/sharedServer.ts"
import { isFull } from "./support/isFull.ts"
import { type FileSpec, writeTree } from "./support/tree.ts"
import { applied, inStep, type TwoFolders, twoFolders } from "./support/twoFolders.ts"
import { backupOf, keptTexts } from "./support/usersTree.ts"

const seconds = Date.UTC(2026, 10, 22, 14, 2, 30) / 1000
const patience = 300_000

/** What the two sides make of one file. */
interface Clash {
  readonly left: FileSpec
  readonly right: FileSpec
}

const short = (side: string, at = seconds): FileSpec => ({ content: `${side.padEnd(5)} edit`, seconds: at })
const long = (side: string): FileSpec => ({ content: `${side.padEnd(5)} edit, ${"long ".repeat(18)}`, seconds })

const clashes = {
  newerLeft: { left: short("left", seconds + 3600), right: short("right") },
  newerRight: { left: short("left"), right: short("right", seconds + 3600) },
  largerLeft: { left: long("left"), right: short("right") },
  largerRight: { left: short("left"), right: long("right") },
  tie: { left: short("left"), right: short("right") },
} satisfies Readonly<Record<string, Clash>>
const names = Object.keys(clashes) as ReadonlyArray<keyof typeof clashes>

type Verdict = "left" | "right" | "held" | "both"

/** One verdict for each of the clashes above, in their order. */
const policies: Readonly<Record<string, ReadonlyArray<Verdict>>> = {
  "hold": ["held", "held", "held", "held", "held"],
  "newer": ["left", "right", "held", "held", "held"],
  "older": ["right", "left", "held", "held", "held"],
  "larger": ["held", "held", "left", "right", "held"],
  "smaller": ["held", "held", "right", "left", "held"],
  "left": ["left", "left", "left", "left", "left"],
  "right": ["right", "right", "right", "right", "right"],
  "keep-both": ["both", "both", "both", "both", "both"],
}

/** What both sides and their backups hold. */
interface Expected {
  readonly left: Record<string, string>
  readonly right: Record<string, string>
  readonly leftKept: Array<string>
  readonly rightKept: Array<string>
}

const copyOf = (path: string, side: "left" | "right", { seconds: at }: FileSpec): string => {
  const minute = new Date(at! * 1000).toISOString().slice(0, 16).replace(":", "")
  return path.replace(".txt", `.conflict-${side}-${minute}.txt`)
}

const settle = (expected: Expected, path: string, { left, right }: Clash, verdict: Verdict, loser: string): void => {
  const [ofLeft, ofRight] = [String(left.content), String(right.content)]
  expected.left[path] = verdict === "right" ? ofRight : ofLeft
  expected.right[path] = verdict === "right" || verdict === "held" ? ofRight : ofLeft
  if (verdict === "held") return
  const lost = verdict === "right" ? "left" : "right"
  const [version, text] = lost === "left" ? [left, ofLeft] : [right, ofRight]
  if (loser === "keep-copy" || verdict === "both") {
    expected.left[copyOf(path, lost, version)] = text
    expected.right[copyOf(path, lost, version)] = text
  } else {
    expected[`${lost}Kept`].push(`${path}: ${text}`)
  }
}

const assertHolds = (folders: TwoFolders, expected: Expected): void => {
  const { left, leftKept, right, rightKept } = expected
  assert.deepStrictEqual(folders.trees(), { left, right })
  assert.deepStrictEqual(keptTexts(backupOf(folders.left)), leftKept.toSorted())
  assert.deepStrictEqual(keptTexts(backupOf(folders.right)), rightKept.toSorted())
}

const start = { "anchor.txt": "there from the start" }

const expecting = (): Expected => ({ left: { ...start }, right: { ...start }, leftKept: [], rightKept: [] })

const server = sharedServer(sshd())
const wheres = [
  { name: "two folders of this machine", right: Effect.succeed(undefined), resolves: Object.keys(policies) },
  {
    name: "this machine and OpenSSH",
    right: server,
    resolves: isFull ? Object.keys(policies) : ["newer", "right", "keep-both"],
  },
]

describe.each(wheres)("a file that was changed on both sides of $name", ({ resolves, right }) => {
  describe.each(resolves)("resolve: %s", (resolve) => {
    it.live.each(["backup", "keep-copy"])("loser: %s", (loser) =>
      Effect.gen(function*() {
        const folders = yield* twoFolders({ left: undefined, right: yield* right })
        const before = Object.fromEntries(names.map((name) => [`edited/${name}.txt`, "as it was"]))
        for (const side of ["left", "right"] as const) writeTree(folders[side], { ...start, ...before })
        folders.settle({ conflicts: { resolve, loser } })
        yield* applied(folders, 0)
        const expected = expecting()
        for (const [at, name] of names.entries()) {
          for (const path of [`edited/${name}.txt`, `created/${name}.txt`]) {
            writeTree(folders.left, { [path]: clashes[name].left })
            writeTree(folders.right, { [path]: clashes[name].right })
            settle(expected, path, clashes[name], policies[resolve]![at]!, loser)
          }
        }
        const isHeld = policies[resolve]!.includes("held")
        yield* applied(folders, isHeld ? 4 : 0)
        assertHolds(folders, expected)
        yield* applied(folders, isHeld ? 4 : 0) // and nothing more comes of it
        assertHolds(folders, expected)
      }).pipe(Effect.scoped), patience)
  })
})

describe.each(wheres)("a file that was changed on one side of $name and deleted on the other", ({ right }) => {
  it.live.each([
    { againstDelete: "edit", loser: "backup", exitCode: 0 },
    { againstDelete: "delete", loser: "backup", exitCode: 0 },
    { againstDelete: "delete", loser: "keep-copy", exitCode: 0 },
    { againstDelete: "hold", loser: "backup", exitCode: 4 },
  ])("againstDelete: $againstDelete, loser: $loser", ({ againstDelete, exitCode, loser }) =>
    Effect.gen(function*() {
      const folders = yield* twoFolders({ left: undefined, right: yield* right })
      for (const side of ["left", "right"] as const) {
        writeTree(folders[side], { ...start, "on left.txt": "as it was", "on right.txt": "as it was" })
      }
      folders.settle({
        conflicts: { againstDelete, loser },
        limits: { deletes: { count: 10, percent: 100 } },
      })
      yield* applied(folders, 0)
      writeTree(folders.left, { "on left.txt": short("left") })
      rmSync(join(folders.right, "on left.txt"))
      writeTree(folders.right, { "on right.txt": short("right") })
      rmSync(join(folders.left, "on right.txt"))
      yield* applied(folders, exitCode)
      assertHolds(folders, afterEditAgainstDelete(againstDelete, loser))
      yield* applied(folders, exitCode)
      assertHolds(folders, afterEditAgainstDelete(againstDelete, loser))
    }).pipe(Effect.scoped), patience)
})

const afterEditAgainstDelete = (againstDelete: string, loser: string): Expected => {
  const expected = expecting()
  const [left, right] = [String(short("left").content), String(short("right").content)]
  if (againstDelete === "hold") {
    expected.left["on left.txt"] = left
    expected.right["on right.txt"] = right
    return expected
  }
  const isKept = againstDelete === "edit" || loser === "keep-copy"
  if (!isKept) {
    return { ...expected, leftKept: [`on left.txt: ${left}`], rightKept: [`on right.txt: ${right}`] }
  }
  const named = (path: string, side: "left" | "right") =>
    againstDelete === "edit" ? path : copyOf(path, side, short(side))
  for (const side of ["left", "right"] as const) {
    expected[side][named("on left.txt", "left")] = left
    expected[side][named("on right.txt", "right")] = right
  }
  return expected
}

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
