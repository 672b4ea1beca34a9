/** What a side holds at one moment, our own names included. */
import { isWithin, lineage, type RelPath } from "../../../src/domain/RelPath.ts"
import { backupFolder, markPrefix, runOf } from "../../../src/domain/temporaries.ts"
import { type DirectoryNode, type Node } from "../../../src/endpoint/memory/MemoryTree.ts"
import { type MemoryWorld } from "../../../src/endpoint/memory/MemoryWorld.ts"

/** A node is another one as soon as anything about it changes. */
export type Sight = ReadonlyMap<string, Node>

export const sightOf = ({ top }: MemoryWorld): Sight => {
  const sight = new Map<string, Node>()
  const walk = ({ children }: DirectoryNode, prefix: string) => {
    for (const [name, node] of children) {
      sight.set(prefix + name, node)
      if (node._tag === "Directory") walk(node, `${prefix}${name}/`)
    }
  }
  if (top !== undefined) walk(top, "")
  return sight
}

const texts = new WeakMap<Uint8Array, string>()

/** The content of a file. */
export const textOf = (node: Node | undefined): string | undefined => {
  if (node?._tag !== "File") return undefined
  const known = texts.get(node.content)
  if (known !== undefined) return known
  const text = new TextDecoder().decode(node.content)
  texts.set(node.content, text)
  return text
}

/** What a name stands for. A part is never counted on: what it is made from is still where it came from. */
export type Use = "user's" | "backup" | "aside" | "part" | "mark"

export const useOf = (path: string): Use => {
  if (path.startsWith(markPrefix)) return "mark"
  if (isWithin(backupFolder as RelPath, path as RelPath)) return "backup"
  const temporary = path.split("/").find((name) => runOf(name as RelPath) !== undefined) // a folder may lie aside, too
  return temporary === undefined ? "user's" : temporary.endsWith(".old") ? "aside" : "part"
}

export const isUsers = (path: string): boolean => useOf(path) === "user's"

/** Whether it is called as conflicts call copies. */
export const isCopy = (path: string): boolean => path.includes(".conflict-")

/** All contents under names of some uses. */
export const textsIn = (sight: Sight, uses: ReadonlyArray<Use>): ReadonlySet<string> => {
  const found = new Set<string>()
  for (const [path, node] of sight) {
    const text = textOf(node)
    if (text !== undefined && uses.includes(useOf(path))) found.add(text)
  }
  return found
}

/** Whether one of two paths lies in the other. */
export const touches = (one: string, other: string): boolean =>
  isWithin(one as RelPath, other as RelPath) || isWithin(other as RelPath, one as RelPath)

/** Whether any of some paths is this one or above it. */
export const isUnderAny = (path: string, paths: ReadonlySet<string>): boolean =>
  lineage(path as RelPath).some((above) => paths.has(above))
