/** The world behind an endpoint in memory: what tests put there, look at, and let go wrong. */
import { type Entry } from "../../domain/Entry.ts"
import { inTreeOrder, type RelPath } from "../../domain/RelPath.ts"
import { type Publishing } from "../Endpoint.ts"
import { type EndpointError } from "../EndpointError.ts"
import {
  type DirectoryNode,
  emptyDirectory,
  entryOf,
  type FileNode,
  holderOf,
  lastName,
  type Node,
  plant,
  walk,
} from "./MemoryTree.ts"

export interface MemoryOptions {
  readonly name: string
  readonly publishing: Publishing
  readonly keepsTimes: boolean // without it, a file is as old as its last change
  readonly foldsNames: boolean // what it says of itself; its names stay apart all the same
  readonly movesDirectories: boolean
  readonly copies: boolean // stretches of its files can be copied into others
  readonly hasIds: boolean // whether files show what tells them apart under the same size and time
  readonly precision: number // milliseconds; times are cut to multiples of it
  readonly tick: number // milliseconds by which every change moves the clock on
  readonly chunk: number // bytes that a read gives at once
}

/** The steps between which something may happen. Those in the past tense come once the step has taken effect. */
export type Moment =
  | ("root" | "make-root" | "list" | "stat" | "read" | "read-chunk" | "read-end")
  | ("write" | "write-chunk" | "copy" | "sync" | "take-up" | "taken-up" | "look-again" | "publish" | "published")
  | ("make-backup" | "set-aside" | "check-aside" | "clear-aside" | "bring-back")
  | ("make-directory" | "made-directory" | "remove" | "removed" | "recover" | "recovered")
  | ("move" | "rename" | "moved" | "put-back" | "returned")

/** Comes right before a step: it may change the world, and make the step fail. */
export type Before = (moment: Moment, path: RelPath | undefined) => EndpointError | undefined

export const memoryWorld = (options: Partial<MemoryOptions> = {}): MemoryWorld =>
  new MemoryWorld({
    name: "memory",
    publishing: "atomic",
    keepsTimes: true,
    foldsNames: false,
    movesDirectories: true,
    copies: true,
    hasIds: true,
    precision: 1,
    tick: 1000,
    chunk: 64 * 1024,
    ...options,
  })

export class MemoryWorld {
  readonly options: MemoryOptions
  before: Before = () => undefined
  /** Shown with the listing of a directory (`undefined` is the root) as problems of its own. */
  readonly problems = new Map<string | undefined, ReadonlyArray<string>>()
  /** Paths that listings leave out, as some servers do with what they cannot look at. */
  readonly concealed = new Set<string>()
  top: DirectoryNode | undefined = emptyDirectory()
  #generation = 1
  #now = 1_700_000_000_000
  #changes = 0
  #isFrozen = false

  constructor(options: MemoryOptions) {
    this.options = options
  }

  get isFrozen(): boolean {
    return this.#isFrozen
  }

  /** As if the connection were cut at this moment: nothing is answered or changed any more, not even to clean up. */
  freeze(): void {
    this.#isFrozen = true
  }

  thaw(): void {
    this.#isFrozen = false
  }

  get rootId(): string | undefined {
    return this.top === undefined ? undefined : `memory-${this.#generation}`
  }

  removeRoot(): void {
    this.top = undefined
  }

  replaceRoot(): void {
    this.#generation += 1
    this.top = emptyDirectory()
  }

  put(path: string, content: Uint8Array | string, stamp: { modified?: number; mode?: number } = {}): void {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content
    this.plant(path, this.makeFile(bytes, stamp.modified ?? this.#now, stamp.mode ?? 0o644))
  }

  putEntry(path: string, entry: Exclude<Entry, { readonly _tag: "File" }>): void {
    this.plant(path, entry._tag === "Directory" ? emptyDirectory() : entry)
  }

  /** With everything below it. */
  remove(path: string): void {
    if (this.top !== undefined) holderOf(this.top, path)?.children.delete(lastName(path))
  }

  peek(path: string): Entry | undefined {
    const node = this.find(path)
    return node === undefined ? undefined : entryOf(node)
  }

  content(path: string): Uint8Array | undefined {
    const node = this.find(path)
    return node?._tag === "File" ? node.content : undefined
  }

  /** All paths in tree order, our own names included. */
  paths(): ReadonlyArray<RelPath> {
    return this.top === undefined ? [] : (below(this.top, "") as Array<RelPath>).sort(inTreeOrder)
  }

  find(path: string): Node | undefined {
    const { node, isComplete } = this.top === undefined ? { isComplete: false } : walk(this.top, path)
    return isComplete ? node : undefined
  }

  plant(path: string, node: Node): void {
    this.top ??= emptyDirectory()
    plant(this.top, path, node)
  }

  /** The clock moves on with every file made, and no two files share an id. */
  makeFile(content: Uint8Array, modified: number | undefined, mode: number): FileNode {
    this.#changes += 1
    this.#now += this.options.tick
    const { precision, hasIds } = this.options
    const time = modified ?? this.#now
    return {
      _tag: "File",
      content,
      modified: Math.floor(time / precision) * precision,
      mode,
      id: hasIds ? `${this.#changes}.${this.#changes}` : undefined,
    }
  }

  /** What a node is under another name: a file shows that something happened to it, and keeps the rest of its id. */
  renamed(node: Node): Node {
    if (node._tag !== "File" || node.id === undefined) return node
    this.#changes += 1
    return { ...node, id: `${inodeIn(node.id)}.${this.#changes}` }
  }
}

/** The part of an id that a rename leaves alone. */
export const inodeIn = (id: string): string => id.slice(0, id.indexOf("."))

const below = ({ children }: DirectoryNode, prefix: string): Array<string> => {
  const paths: Array<string> = []
  for (const [name, node] of children) {
    paths.push(prefix + name)
    if (node._tag === "Directory") { for (const path of below(node, `${prefix}${name}/`)) paths.push(path) }
  }
  return paths
}
