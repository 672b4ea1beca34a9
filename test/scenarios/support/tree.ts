/** Folders on disk as plain data: written from it, read into it. */
import { createHash } from "node:crypto"
import {
  chmodSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs"
import { dirname, join } from "node:path"

/** A path that ends in "/" is an empty folder, whatever its content. */
export type Tree = Readonly<Record<string, string | Uint8Array | FileSpec | LinkSpec>>

export interface FileSpec {
  readonly content: string | Uint8Array
  readonly mode?: number
  readonly seconds?: number // when it was modified, since the epoch
}

export interface LinkSpec {
  readonly link: string
}

/** Adds to what is there and replaces files. `owner`: whom all of it shall belong to. */
export const writeTree = (folder: string, tree: Tree, owner?: number): void => {
  makeFolders(folder, owner)
  for (const [path, spec] of Object.entries(tree)) {
    const place = join(folder, path)
    makeFolders(path.endsWith("/") ? place : dirname(place), owner)
    if (path.endsWith("/")) continue
    write(place, typeof spec === "string" || spec instanceof Uint8Array ? { content: spec } : spec)
    if (owner !== undefined) lchownSync(place, owner, owner)
  }
}

const makeFolders = (folder: string, owner: number | undefined): void => {
  const first = mkdirSync(folder, { recursive: true })
  if (first === undefined || owner === undefined) return
  for (let made = folder; made.length >= first.length; made = dirname(made)) lchownSync(made, owner, owner)
}

const write = (place: string, spec: FileSpec | LinkSpec): void => {
  if ("link" in spec) return symlinkSync(spec.link, place)
  writeFileSync(place, spec.content)
  if (spec.mode !== undefined) chmodSync(place, spec.mode)
  if (spec.seconds !== undefined) utimesSync(place, spec.seconds, spec.seconds)
}

export interface Leaf {
  readonly content: string // of a file: size and SHA-256; of a link: "link to …"; of a folder: "folder"
  readonly mode: number
  readonly seconds: number // modified, cut to whole seconds
}

/** By path from `folder` on, in order. Links are shown as links. */
export const readTree = (folder: string): ReadonlyMap<string, Leaf> =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((place) => [place.slice(folder.length + 1), leafOf(place)]),
  )

const leafOf = (place: string): Leaf => {
  const stats = lstatSync(place)
  const content = stats.isDirectory()
    ? "folder"
    : stats.isSymbolicLink()
    ? `link to ${readlinkSync(place)}`
    : `${stats.size} bytes, SHA-256 ${digestOf(place)}`
  return { content, mode: stats.mode & 0o7777, seconds: Math.floor(stats.mtimeMs / 1000) }
}

const digestOf = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex")

export const contentsOf = (tree: ReadonlyMap<string, Leaf>): Readonly<Record<string, string>> =>
  Object.fromEntries(Array.from(tree, ([path, { content }]) => [path, content]))

/** Of files only: no tool promises the times of folders. */
export const timesOf = (tree: ReadonlyMap<string, Leaf>): Record<string, number> =>
  Object.fromEntries(
    Array.from(tree).filter(([, { content }]) => content !== "folder").map(([path, { seconds }]) => [path, seconds]),
  )

/** Names of our own that a run left behind. */
export const leftoversIn = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
    /(?:^|\/)\.(?:syncfile-|in\.)/u.test(path)
  )
