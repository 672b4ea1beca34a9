/** Every way to settle a path that changed on both sides: which version counts, and where the other one is afterwards. */
import { describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { rmSync } from "node:fs"
import { join } from "node:path"
import { sshd } from "../support/servers/sshd.ts"
import { sharedServer } from "../support/sharedServer.ts"
import {
  assertHolds,
  clashes,
  copyOf,
  type Expected,
  expecting,
  names,
  settle,
  short,
  start,
  type Verdict,
} from "./support/clashes.ts"
import { isFull } from "./support/isFull.ts"
import { writeTree } from "./support/tree.ts"
import { applied, twoFolders } from "./support/twoFolders.ts"

const patience = 300_000

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
