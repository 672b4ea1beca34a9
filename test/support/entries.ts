/** Short ways to write down what paths hold. */
import { type Baseline } from "../../src/domain/Baseline.ts"
import { type Scope } from "../../src/domain/Columns.ts"
import { type Entry, type File } from "../../src/domain/Entry.ts"
import { type Pair } from "../../src/domain/Pair.ts"
import { type Plan } from "../../src/domain/Plan.ts"
import { inTreeOrder, RelPath } from "../../src/domain/RelPath.ts"
import { type Problem, Snapshot } from "../../src/domain/Snapshot.ts"
import { type Evidence } from "../../src/plan/Evidence.ts"
import { unwatched } from "./watching.ts"

export const at = (path: string): RelPath => RelPath.make(path)

/** `modified` is in milliseconds. */
export const file = (size: number, modified = 0, more: Partial<File> = {}): File => ({
  _tag: "File",
  size,
  modified,
  ...more,
})
export const directory = { _tag: "Directory" } as const satisfies Entry
export const link = { _tag: "Symlink", target: "elsewhere" } as const satisfies Entry
export const special = { _tag: "Special" } as const satisfies Entry
export const unknown = { _tag: "Unknown", problem: "permission denied" } as const satisfies Entry

export interface SnapshotParts {
  readonly scopes?: Readonly<Record<string, Scope>> // what is not named is in
  readonly problems?: ReadonlyArray<Problem>
  readonly leftovers?: ReadonlyArray<string>
}

/** The entries may come in any order. */
export const snapshot = (entries: Readonly<Record<string, Entry>>, parts: SnapshotParts = {}): Snapshot =>
  Snapshot.of(
    Object.entries(entries)
      .map(([path, entry]) => ({ path: at(path), entry, scope: parts.scopes?.[path] ?? "in" }))
      .sort((a, b) => inTreeOrder(a.path, b.path)),
    parts.problems,
    parts.leftovers?.map(at),
  )

/** Each side saw the same entry, unless the two are told apart. */
export const baseline = (
  entries: Readonly<Record<string, Entry | readonly [left: Entry, right: Entry]>>,
): Baseline =>
  new Map(
    Object.entries(entries).map(([path, entry]) => {
      const [left, right] = "_tag" in entry ? [entry, entry] : entry
      return [at(path), { left, right }]
    }),
  )

export const problem = (side: Problem["side"], path: string | undefined, message = "it cannot be listed"): Problem => ({
  side,
  path: path === undefined ? undefined : at(path),
  message,
})

export const evidence = (parts: Partial<Evidence> = {}): Evidence => ({
  left: snapshot({}),
  right: snapshot({}),
  baseline: baseline({}),
  keepsTimes: true,
  foldsNames: false,
  isFirstContact: (parts.baseline?.size ?? 0) === 0,
  movesDirectories: { left: true, right: true },
  digests: { left: new Map(), right: new Map() },
  doubts: [],
  ...parts,
})

export const pairOf = (parts: Partial<Pair> = {}): Pair => ({
  name: "pair",
  mode: "mirror",
  left: { _tag: "Local", path: "/left", written: "./left" },
  right: { _tag: "Local", path: "/right", written: "./right" },
  compare: "size-and-modified",
  filters: [],
  symlinks: "skip",
  limits: { deletes: { count: 1000, percent: 100 }, changes: undefined, transfer: undefined },
  conflicts: { policy: { resolve: "hold", loser: "backup", againstDelete: "edit" }, rules: [] },
  backup: { left: undefined, right: undefined },
  watch: unwatched,
  ...parts,
})

/** The same plan with some of it changed. */
export const planWith = (plan: Plan, parts: Partial<Plan>): Plan => Object.assign({}, plan, parts)
