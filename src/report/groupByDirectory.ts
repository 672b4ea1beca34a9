/** Sorts what a plan does by directory and folds what is plain, so that a reader sees what matters. */
import { type Conflict } from "../domain/Plan.ts"
import { inTreeOrder, parentOf, type RelPath } from "../domain/RelPath.ts"
import { type Change } from "./Change.ts"

/** What is listed one by one. */
export type Item =
  | { readonly _tag: "Change"; readonly path: RelPath; readonly change: Change }
  | { readonly _tag: "Conflict"; readonly path: RelPath; readonly conflict: Conflict }

/** Many additions, or many changes, told as a number. Nothing else is ever folded. */
export interface Fold {
  readonly kind: "add" | "change"
  readonly files: number
  readonly folders: number
  readonly bytes: number
}

export interface Group {
  readonly directory: RelPath | undefined // undefined: the root
  readonly folds: ReadonlyArray<Fold>
  readonly items: ReadonlyArray<Item> // in tree order
}

export interface Folding {
  readonly groups: number // at most so many: directories are taken together further up until they fit
  readonly listed: Readonly<Record<Fold["kind"], number>> // more of a kind than this in one group are folded
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

const groupOf = (directory: string, items: ReadonlyArray<Item>, listed: Folding["listed"]): Group => {
  const folds = (["add", "change"] as const).flatMap((kind) => {
    const alike = items.flatMap((item) => isOfKind(kind, item) ? [item.change] : [])
    return alike.length > listed[kind] ? [foldOf(kind, alike)] : []
  })
  return {
    directory: directory === root ? undefined : directory as RelPath,
    folds,
    items: items
      .filter((item) => !folds.some(({ kind }) => isOfKind(kind, item)))
      .toSorted((a, b) => inTreeOrder(a.path, b.path)),
  }
}

const isOfKind = (kind: Change["kind"], item: Item): item is Item & { readonly _tag: "Change" } =>
  item._tag === "Change" && item.change.kind === kind

const foldOf = (kind: Fold["kind"], changes: ReadonlyArray<Change>): Fold => {
  let folders = 0
  let bytes = 0
  for (const change of changes) {
    if (change.after?._tag === "Directory") folders += 1
    bytes += change.bytes
  }
  return { kind, files: changes.length - folders, folders, bytes }
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
