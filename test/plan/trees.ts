/** Random trees, what endpoints would show of them, and what a run makes of them. */
import { Schema } from "effect"
import { type Baseline } from "../../src/domain/Baseline.ts"
import { type Scope } from "../../src/domain/Columns.ts"
import { directory, type Entry, type File, sameSecond } from "../../src/domain/Entry.ts"
import { type Mode } from "../../src/domain/Pair.ts"
import { inTreeOrder, isWithin, nameOf, parentOf, type RelPath } from "../../src/domain/RelPath.ts"
import { type Side } from "../../src/domain/Side.ts"
import { type Sighted, Snapshot } from "../../src/domain/Snapshot.ts"
import { type Evidence } from "../../src/plan/Evidence.ts"
import { makePlan } from "../../src/plan/makePlan.ts"
import { undecided } from "../../src/plan/undecided.ts"
import { at, evidence, file, link, pairOf, special, unknown } from "../support/entries.ts"
import { inWholeSeconds, perform, type Settled, type Tree, type Ways } from "./pretending.ts"

/** Few short names, so that trees collide often. A file called "h" is hidden, a directory called "t" passed through. */
const Line = Schema.Struct({
  path: Schema.Literals([
    "a",
    "b",
    "h",
    "t",
    "a/a",
    "a/b",
    "a/h",
    "b/a",
    "t/a",
    "t/h",
    "a/b/a",
    "a/b/b",
    "a/b/h",
    "t/t/a",
  ]),
  holds: Schema.Literals(["x", "x", "y", "zz", "", "touched x", "directory", "nothing"]),
})
const RareLine = Schema.Struct({ path: Line.fields.path, holds: Schema.Literals(["link", "special", "unknown"]) })
export const Lines = Schema.Array(Line)
export const RareLines = Schema.Array(Schema.Union([Line, Line, Line, Line, RareLine]))

/** Both sides and their past grow from one trunk. */
export const World = Schema.Struct({
  trunk: Lines,
  left: Lines,
  right: Lines,
  hasPast: Schema.Boolean,
  keepsTimes: Schema.Boolean,
})
export type World = typeof World.Type

/** The same size in the same second always is the same content, so that first contact cannot be fooled. */
const filesOf: Readonly<Record<string, File>> = {
  "x": file(1, 1_000, { digest: "x" }),
  "y": file(1, 2_400, { digest: "y" }),
  "zz": file(2, 1_700, { digest: "zz" }),
  "": file(0, 5_000, { digest: "" }),
  "touched x": file(1, 9_000, { digest: "x" }),
}
const others: Readonly<Record<string, Entry>> = { directory, link, special, unknown }

export const grow = (trunk: Tree, lines: typeof RareLines.Type): Tree => {
  const tree = new Map(trunk)
  for (const { path, holds } of lines) {
    const here = at(path)
    for (const each of tree.keys()) if (isWithin(here, each)) tree.delete(each)
    if (holds === "nothing") continue
    for (let above = parentOf(here); above !== undefined; above = parentOf(above)) tree.set(above, directory)
    tree.set(here, filesOf[holds] ?? others[holds]!)
  }
  return tree
}

const scopeOf = (path: RelPath, entry: Entry): Scope => {
  if (nameOf(path) === "h" && entry._tag === "File") return "hidden"
  return nameOf(path) === "t" && entry._tag === "Directory" ? "through" : "in"
}

export const shown = (tree: Tree, side: Side, wholeSeconds = false): Snapshot => {
  const sighted = Array.from(tree, ([path, entry]): Sighted => ({
    path,
    entry: wholeSeconds && entry._tag === "File" ? inWholeSeconds(entry) : entry,
    scope: scopeOf(path, entry),
  }))
  const problems = sighted.flatMap(({ path, entry }) =>
    entry._tag === "Unknown" ? [{ side, path, message: entry.problem }] : []
  )
  return Snapshot.of(sighted.sort((a, b) => inTreeOrder(a.path, b.path)), problems)
}

interface Seeds {
  readonly trunk: typeof RareLines.Type
  readonly left: typeof RareLines.Type
  readonly right: typeof RareLines.Type
  readonly hasPast: boolean
}

export interface Trees {
  readonly left: Tree
  readonly right: Tree
  readonly past: Baseline
}

/** What was in step is what both sides had of the trunk; the target shows its times in whole seconds. */
export const treesOf = ({ trunk, left, right, hasPast }: Seeds): Trees => {
  const base = grow(new Map(), trunk)
  const past = Array.from(base).filter(([path, entry]) => scopeOf(path, entry) !== "hidden")
  return {
    left: grow(base, left),
    right: grow(base, right),
    past: new Map(
      hasPast
        ? past.map(([path, entry]) => [
          path,
          { left: entry, right: entry._tag === "File" ? inWholeSeconds(entry) : entry },
        ])
        : [],
    ),
  }
}

/** All that a look would find out, contents that had to be read included. */
export const lookAt = ({ left, right, past }: Trees, keepsTimes: boolean): Evidence => {
  const seen = evidence({ left: shown(left, "left"), right: shown(right, "right", true), baseline: past, keepsTimes })
  const wanted = undecided({ mode: "mirror", compare: "size-and-modified" }, seen)
  const digestsOf = (tree: Tree, side: Side) =>
    new Map(wanted[side].map(([path]) => [path, contentOf(tree.get(path)) ?? ""]))
  return { ...seen, digests: { left: digestsOf(left, "left"), right: digestsOf(right, "right") } }
}

export const contentOf = (entry: Entry | undefined): string | undefined =>
  entry?._tag === "File" ? entry.digest : undefined

export const planFor = (mode: Mode, trees: Trees, keepsTimes: boolean) =>
  makePlan(pairOf({ mode, compare: "size-and-modified" }), lookAt(trees, keepsTimes))

/** The target shows its times in whole seconds. */
export const waysOf = (keepsTimes: boolean): Ways => ({
  keepsTimes,
  coarse: { left: false, right: true },
  ids: { left: false, right: false },
})

/** Right after all actions, and the baseline that a run would have remembered. */
export const pretend = (mode: Mode, trees: Trees, keepsTimes: boolean) => {
  const plan = planFor(mode, trees, keepsTimes)
  const right = new Map(trees.right)
  const past = new Map(Array.from(trees.past.keys(), (path) => [path, trees.past.get(path)!] as const))
  const settle = ([path, agreement]: Settled[number]) =>
    agreement === undefined ? past.delete(path) : past.set(path, agreement)
  for (const { path, agreement } of plan.agreed) settle([path, agreement])
  for (const action of plan.actions) perform(action, { left: trees.left, right }, waysOf(keepsTimes)).forEach(settle)
  return { plan, after: { left: trees.left, right, past } satisfies Trees }
}

/** What the mirror of a path is: the same kind, the same content. */
export const isSame = (left: Entry | undefined, right: Entry | undefined): boolean =>
  left?._tag === right?._tag && contentOf(left) === contentOf(right)

/** Whether a transferred file keeps its second. */
export const keepsSecond = (left: Entry | undefined, right: Entry | undefined): boolean =>
  left?._tag !== "File" || right?._tag !== "File" || sameSecond(left, right)
