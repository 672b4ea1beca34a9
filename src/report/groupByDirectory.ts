/** Sorts what a plan does by directory and folds what is plain, so that a reader sees what matters. */
import { type Conflict } from "../domain/Plan.ts"
import { inTreeOrder, parentOf, type RelPath } from "../domain/RelPath.ts"
import { type Change } from "./Change.ts"
import { type Fold, foldsOf, isIn, type Listed } from "./Fold.ts"

/** What is listed one by one. */
export type Item =
  | { readonly _tag: "Change"; readonly path: RelPath; readonly change: Change }
  | { readonly _tag: "Conflict"; readonly path: RelPath; readonly conflict: Conflict }

export interface Group {
  readonly directory: RelPath | undefined // undefined: the root
  readonly folds: ReadonlyArray<Fold>
  readonly items: ReadonlyArray<Item> // in tree order
}

export interface Folding {
  readonly groups: number // at most so many: directories are taken together further up until they fit
  readonly listed: Listed
}

export const groupByDirectory = (
  changes: ReadonlyArray<Change>,
  conflicts: ReadonlyArray<Conflict>,
  folding: Folding,
): ReadonlyArray<Group> => {
  const all: ReadonlyArray<Item> = [
    ...changes.map((change): Item => ({ _tag: "Change", path: change.path, change })),
    ...conflicts.map((conflict): Item => ({ _tag: "Conflict", path: conflict.path, conflict })),
  ]
  const depth = depthThatFits(all, folding.groups)
  const itemsOf = new Map<string, Array<Item>>()
  for (const item of all) {
    const directory = upTo(depth, parentOf(item.path) ?? root)
    const items = itemsOf.get(directory)
    if (items === undefined) itemsOf.set(directory, [item])
    else items.push(item)
  }
  return Array.from(itemsOf)
    .toSorted(([a], [b]) => inTreeOrder(a, b))
    .map(([directory, items]) => groupOf(directory, items, folding.listed))
}

const root = ""

const groupOf = (directory: string, items: ReadonlyArray<Item>, listed: Listed): Group => {
  const folds = foldsOf(items.flatMap((item) => item._tag === "Change" ? [item.change] : []), listed)
  return {
    directory: directory === root ? undefined : directory as RelPath,
    folds,
    items: items
      .filter((item) => item._tag === "Conflict" || !folds.some((fold) => isIn(fold, item.change)))
      .toSorted((a, b) => inTreeOrder(a.path, b.path)),
  }
}

/** How many names deep the groups may go so that there are few enough of them. */
const depthThatFits = (items: ReadonlyArray<Item>, groups: number): number => {
  let directories = new Set<string>(items.map(({ path }) => parentOf(path) ?? root))
  let depth = 0
  for (const directory of directories) depth = Math.max(depth, namesIn(directory))
  while (directories.size > groups && depth > 0) {
    depth -= 1
    directories = new Set(Array.from(directories, (directory) => upTo(depth, directory)))
  }
  return depth
}

const namesIn = (directory: string): number => directory === root ? 0 : directory.split("/").length

const upTo = (depth: number, directory: string): string => {
  if (depth === 0) return root
  let end = -1
  for (let names = 0; names < depth; names++) {
    end = directory.indexOf("/", end + 1)
    if (end === -1) return directory
  }
  return directory.slice(0, end)
}
