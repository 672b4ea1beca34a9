/** One edit in a history: what it makes of what a folder holds, in thought and on disk. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"

export type Edit =
  | { readonly _tag: "Write"; readonly path: string; readonly text: string; readonly seconds: number }
  | { readonly _tag: "MakeFolder"; readonly path: string }
  | { readonly _tag: "Touch"; readonly path: string; readonly seconds: number }
  | { readonly _tag: "Rename"; readonly from: string; readonly path: string }
  | { readonly _tag: "Remove"; readonly path: string } // with all that is in it

/** By path: a folder, or a file. */
export type Held = ReadonlyMap<string, Holding>
export type Holding = "folder" | { readonly text: string; readonly seconds: number }

export const isWithin = (folder: string, path: string): boolean => path === folder || path.startsWith(`${folder}/`)

/** Nothing of another kind is in the way, nothing is made where something is, and what is changed is there. */
export const isPossible = (held: Held, edit: Edit): boolean => {
  const there = held.get(edit.path)
  if (parentsOf(edit.path).some((above) => typeof held.get(above) === "object")) return false
  if (edit._tag === "Write") return there !== "folder"
  return edit._tag === "Rename" || edit._tag === "MakeFolder" ? there === undefined : there !== undefined
}

const parentsOf = (path: string): ReadonlyArray<string> =>
  path.split("/").slice(0, -1).map((_, depth, names) => names.slice(0, depth + 1).join("/"))

/** Folders on the way are made. */
export const applyEdit = (held: Map<string, Holding>, edit: Edit): void => {
  for (const above of parentsOf(edit.path)) if (!held.has(above)) held.set(above, "folder")
  switch (edit._tag) {
    case "Write":
      return void held.set(edit.path, { text: edit.text, seconds: edit.seconds })
    case "MakeFolder":
      return void held.set(edit.path, "folder")
    case "Touch": {
      const before = held.get(edit.path)
      if (typeof before === "object") held.set(edit.path, { ...before, seconds: edit.seconds })
      return
    }
    case "Remove":
      return void takeOut(held, edit.path)
    case "Rename":
      for (const [path, holding] of takeOut(held, edit.from)) {
        held.set(`${edit.path}${path.slice(edit.from.length)}`, holding)
      }
  }
}

const takeOut = (held: Map<string, Holding>, folder: string): ReadonlyArray<[string, Holding]> => {
  const found = [...held].filter(([path]) => isWithin(folder, path))
  for (const [path] of found) held.delete(path)
  return found
}

export const editOnDisk = (root: string, edit: Edit): void => {
  const place = join(root, edit.path)
  mkdirSync(dirname(place), { recursive: true })
  switch (edit._tag) {
    case "Write":
      writeFileSync(place, edit.text)
      return utimesSync(place, edit.seconds, edit.seconds)
    case "MakeFolder":
      mkdirSync(place)
      return
    case "Touch":
      return statSync(place).isFile() ? utimesSync(place, edit.seconds, edit.seconds) : undefined
    case "Remove":
      return rmSync(place, { recursive: true })
    case "Rename":
      return renameSync(join(root, edit.from), place)
  }
}

/** In the order of the paths. `isOurs`: what is left out, with all that is in it. */
export const heldOnDisk = (root: string, isOurs: (path: string) => boolean = () => false): Held =>
  new Map(
    readdirSync(root, { recursive: true, encoding: "utf8" }).filter((path) => !isOurs(path)).sort()
      .map((path) => [path, holdingOf(join(root, path))]),
  )

const holdingOf = (place: string): Holding => {
  const stats = statSync(place)
  return stats.isDirectory()
    ? "folder"
    : { text: readFileSync(place, "utf8"), seconds: Math.floor(stats.mtimeMs / 1000) }
}
