/** What people have in a root of a two-way pair, and the old versions that runs kept for them. */
import { type Dirent, existsSync, lstatSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

/** Old versions and marks are ours and meant to stay. Temporaries are ours, too, but none may be there after a run. */
export const isMeantToStay = (path: string): boolean => /^\.syncfile-(?:backup(?:\/|$)|mark-)/u.test(path)

/** Path to text, as `writeTree` takes it: a path that ends in "/" is an empty folder. What a run left behind shows. */
export const usersTree = (root: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    entriesOf(root).flatMap(([path, entry]): ReadonlyArray<[string, string]> => {
      if (!entry.isDirectory()) return [[path, readFileSync(join(root, path), "utf8")]]
      return readdirSync(join(root, path)).length === 0 ? [[`${path}/`, ""]] : []
    }),
  )

/** When each file was last modified, in whole seconds. */
export const usersTimes = (root: string): Readonly<Record<string, number>> =>
  Object.fromEntries(
    entriesOf(root).filter(([, entry]) => !entry.isDirectory())
      .map(([path]) => [path, Math.floor(lstatSync(join(root, path)).mtimeMs / 1000)]),
  )

const entriesOf = (root: string): ReadonlyArray<readonly [path: string, entry: Dirent]> =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .map((entry) => [join(entry.parentPath, entry.name).slice(root.length + 1), entry] as const)
    .filter(([path]) => !isMeantToStay(path))
    .sort(([a], [b]) => a < b ? -1 : 1)

/** An old version: where it was, what it holds, and which run put it away. */
export interface Kept {
  readonly run: string
  readonly path: string
  readonly text: string
}

/** All old versions in a backup folder, each below the folder of its run. There may be no such folder yet. */
export const keptIn = (backup: string): ReadonlyArray<Kept> =>
  existsSync(backup)
    ? entriesOf(backup).filter(([, entry]) => !entry.isDirectory()).map(([path]) => {
      const [run = "", ...rest] = path.split("/")
      if (!/^\d{8}T\d{6}Z-[0-9a-f]{8}$/u.test(run)) throw new Error(`${path} is in no folder of a run`)
      return { run, path: rest.join("/"), text: readFileSync(join(backup, path), "utf8") }
    })
    : []

/** "path: text" of each, in order: what most tests ask. */
export const keptTexts = (backup: string): ReadonlyArray<string> =>
  keptIn(backup).map(({ path, text }) => `${path}: ${text}`).sort()

/** Where old versions go unless the syncfile says otherwise. */
export const backupOf = (root: string): string => join(root, ".syncfile-backup")

/** What a run should have been over with: parts, old versions set aside, folders of a trial. In the backup folder, too. */
export const temporariesIn = (root: string): ReadonlyArray<string> =>
  readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((path) => /(?:^|\/)\.syncfile-(?!backup$|mark-)[^/]*$/u.test(path))
