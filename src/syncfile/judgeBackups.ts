/** Refuses places for old versions that a pass would take for something else: parts of a root, or another backup. */
import { backupFolder } from "../domain/temporaries.ts"
import { dangerOf } from "./dangerOf.ts"
import { folderOf, keyOfFolder, keysAround, type Ordered, overlapsIn, relationOf } from "./Folder.ts"
import { type Reading } from "./Reading.ts"
import { type Placed } from "./resolvePairs.ts"
import { type Root } from "./Root.ts"
import { belowRoot } from "./serverPath.ts"
import { type KeyPath } from "./SourceMap.ts"

interface Store extends Ordered {
  readonly root: Root // the side whose old versions it holds
  readonly keep: number | undefined
  readonly at: KeyPath
  readonly isUsual: boolean // right in its root, under the name that every scan passes over
}

export const judgeBackups = (
  reading: Reading,
  pairs: ReadonlyArray<Placed>,
  roots: ReadonlyArray<Root>,
  state: string | undefined,
): void => {
  const stores = storesOf(reading, pairs, roots)
  if (stores.length === 0) return
  const near = neighbours(roots)
  judgeGuests(reading, stores.filter((store) => store.isUsual), near)
  judgeShared(reading, stores.filter((store) => store.isUsual || isApart(reading, store, near, state)))
}

const storesOf = (
  reading: Reading,
  pairs: ReadonlyArray<Placed>,
  roots: ReadonlyArray<Root>,
): ReadonlyArray<Store> => {
  const backups = new Map(pairs.map(({ backup, name }) => [name, backup]))
  return roots.flatMap((root): ReadonlyArray<Store> => {
    const backup = backups.get(root.pair)?.[root.side]
    const folder = backup && folderOf(reading, backup.place)
    if (backup === undefined || folder === undefined) return []
    const { machine, path } = folder
    const isUsual = machine === root.machine && path === belowRoot(root.path, backupFolder)
    const at = ["pairs", root.pair, "backup", ...root.at.slice(-1)]
    return [{ machine, path, order: root.order, root, keep: backup.keep, at, isUsual }]
  })
}

interface Neighbours {
  readonly at: ReadonlyMap<string, Root> // by where it is
  readonly below: ReadonlyMap<string, ReadonlyArray<Root>> // by every folder that it is or lies in
}

const neighbours = (roots: ReadonlyArray<Root>): Neighbours => {
  const at = new Map<string, Root>()
  const below = new Map<string, Array<Root>>()
  for (const root of roots) {
    if (!at.has(keyOfFolder(root))) at.set(keyOfFolder(root), root)
    for (const key of keysAround(root)) {
      const known = below.get(key)
      if (known === undefined) below.set(key, [root])
      else known.push(root)
    }
  }
  return { at, below }
}

/** A source that lies in a backup; with a side that is written to, it would lie in the root around as well. */
const judgeGuests = (reading: Reading, stores: ReadonlyArray<Store>, { below }: Neighbours): void => {
  const told = new Set<string>()
  for (const store of stores) {
    const key = keyOfFolder(store)
    if (told.has(key)) continue
    told.add(key)
    for (const root of below.get(key) ?? []) {
      if (root.isWritten || root.pair === store.root.pair) continue
      const message = `${reading.quote(root.at)} ${relationOf(root, store)} ${nameOfStore(store)}`
      reading.complain(root.at, message, "what is in a backup comes and goes with the runs of its pair")
    }
  }
}

/** Complains unless the place has nothing to do with any root. */
const isApart = (reading: Reading, store: Store, { at, below }: Neighbours, state: string | undefined): boolean => {
  const danger = dangerOf(store, reading.context, state)
  const key = keysAround(store).find((key) => at.has(key))
  const root = key === undefined ? below.get(keyOfFolder(store))?.[0] : at.get(key)
  const what = danger !== undefined
    ? `${danger}, which cannot hold old versions`
    : root !== undefined
    ? `${relationOf(store, root)} the ${root.name} of pair \`${root.pair}\``
    : undefined
  if (what === undefined) return true
  const hint = `old versions go to a folder of their own; without a place, to \`${backupFolder}\` in the root`
  reading.complain(store.at, `${reading.quote(store.at)} ${what}`, hint)
  return false
}

/** Only pairs with a root in common, as a hub, have its backup in common; then neither may clear away what is the other's. */
const judgeShared = (reading: Reading, stores: ReadonlyArray<Store>): void => {
  for (const { first, relation, second } of overlapsIn(stores)) {
    if (first.isUsual && second.isUsual) {
      if (first.keep === second.keep) continue
      const message =
        `\`keep\` is another than that of pair \`${first.root.pair}\`, with which this one shares a backup`
      reading.complain([...second.at.slice(0, -1), "keep"], message)
    } else {
      const message = `${reading.quote(second.at)} ${relation} ${nameOfStore(first)}`
      reading.complain(second.at, message, "give each side a place of its own")
    }
  }
}

const nameOfStore = ({ root }: Store): string => `the backup of the ${root.name} of pair \`${root.pair}\``
