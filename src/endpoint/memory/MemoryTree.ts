/** A file tree held in memory: names, bytes and stamps, and nothing about endpoints. */
import { type Entry, type File } from "../../domain/Entry.ts"

export interface FileNode {
  readonly _tag: "File"
  readonly content: Uint8Array
  readonly modified: number
  readonly mode: number
  readonly id: string | undefined
}

export interface DirectoryNode {
  readonly _tag: "Directory"
  readonly children: Map<string, Node>
}

/** What is only looked at: links, pipes, and what could not be found out. */
export type OtherNode = Exclude<Entry, { readonly _tag: "File" | "Directory" }>

export type Node = FileNode | DirectoryNode | OtherNode

export const emptyDirectory = (): DirectoryNode => ({ _tag: "Directory", children: new Map() })

export const entryOf = (node: Node): Entry => {
  switch (node._tag) {
    case "File":
      return fileOf(node)
    case "Directory":
      return { _tag: "Directory" }
    default:
      return node
  }
}

export const fileOf = ({ content, modified, mode, id }: FileNode): File => ({
  _tag: "File",
  size: content.length,
  modified,
  mode,
  ...(id === undefined ? {} : { id }),
})

/** Where a walk along the names of a path ends: at its node, or at what is in the way (`undefined`: nothing is). */
export interface Walk {
  readonly node: Node | undefined
  readonly isComplete: boolean
}

export const walk = (top: DirectoryNode, path: string): Walk => {
  let node: Node = top
  for (const name of path.split("/")) {
    if (node._tag !== "Directory") return { node, isComplete: false }
    const next = node.children.get(name)
    if (next === undefined) return { node: undefined, isComplete: true }
    node = next
  }
  return { node, isComplete: true }
}

/** The directory that holds the last name of a path, if all names before it are directories. */
export const holderOf = (top: DirectoryNode, path: string): DirectoryNode | undefined => {
  const slash = path.lastIndexOf("/")
  if (slash === -1) return top
  const { node, isComplete } = walk(top, path.slice(0, slash))
  return isComplete && node?._tag === "Directory" ? node : undefined
}

export const lastName = (path: string): string => path.slice(path.lastIndexOf("/") + 1)

/** Puts a node where it belongs, with every directory on the way, whatever was there before. */
export const plant = (top: DirectoryNode, path: string, node: Node): void => {
  const names = path.split("/")
  let directory = top
  for (const name of names.slice(0, -1)) {
    const known = directory.children.get(name)
    const next = known?._tag === "Directory" ? known : emptyDirectory()
    if (next !== known) directory.children.set(name, next)
    directory = next
  }
  directory.children.set(lastName(path), node)
}
