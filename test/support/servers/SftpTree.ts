/** A small tree of files in memory, as a server behind SFTP version 3 keeps it. */

export interface TreeFile {
  readonly kind: "file"
  bytes: Buffer
  mode: number
  seconds: number
}
export interface TreeFolder {
  readonly kind: "folder"
}
export interface TreeLink {
  readonly kind: "link"
  readonly target: string
}
export type TreeNode = TreeFile | TreeFolder | TreeLink

/** What SFTP calls attributes; on a line of a listing, too. */
export interface Attributes {
  readonly mode?: number
  readonly size?: number | bigint
  readonly seconds?: number
}

export const ok = 0
export const endOfFile = 1
export const noSuchFile = 2
export const failure = 4

/** Paths are absolute; operations give the status to answer with. */
export class SftpTree {
  readonly nodes = new Map<string, TreeNode>([["/", { kind: "folder" }]])
  readonly unlisted = new Set<string>() // paths that are there, and that no listing shows
  readonly #folds: boolean

  /** `folds`: names that differ only in case are one. */
  constructor(folds = false) {
    this.#folds = folds
  }

  /** With the folders above it. A path that ends in "/" is a folder. */
  put(path: string, content = "", seconds = 1_600_000_000): void {
    const names = path.replace(/\/$/u, "").split("/").slice(1)
    for (let depth = 1; depth < names.length; depth++) this.#addFolder(`/${names.slice(0, depth).join("/")}`)
    if (path.endsWith("/")) this.#addFolder(path.slice(0, -1))
    else this.nodes.set(path, { kind: "file", bytes: Buffer.from(content), mode: 0o644, seconds })
  }

  link(path: string, target: string): void {
    this.nodes.set(path, { kind: "link", target })
  }

  content(path: string): string | undefined {
    const node = this.at(path)
    return node?.kind === "file" ? node.bytes.toString() : undefined
  }

  at(path: string): TreeNode | undefined {
    return this.nodes.get(this.#keyOf(path))
  }

  /** Links followed, at the end of the path only; round and round leads nowhere. */
  through(path: string): TreeNode | undefined {
    let node = this.at(path)
    for (let followed = 0; node?.kind === "link"; followed++) {
      node = followed === 8 ? undefined : this.at(this.resolve(node.target, parentOf(path)))
    }
    return node
  }

  resolve(path: string, from = "/"): string {
    const names: Array<string> = []
    for (const name of (path.startsWith("/") ? path : `${from}/${path}`).split("/")) {
      if (name === "..") names.pop()
      else if (name !== "" && name !== ".") names.push(name)
    }
    return `/${names.join("/")}`
  }

  namesIn(folder: string): ReadonlyArray<string> {
    const start = folder === "/" ? "/" : `${folder}/`
    return [...this.nodes.keys()].filter((path) => path !== "/" && parentOf(path) === folder)
      .map((path) => path.slice(start.length))
  }

  makeFolder(path: string): number {
    if (this.at(path) !== undefined || this.at(parentOf(path))?.kind !== "folder") return failure
    this.nodes.set(path, { kind: "folder" })
    return ok
  }

  rename(from: string, to: string): number {
    const node = this.at(from)
    if (node === undefined) return noSuchFile
    if (this.at(to) !== undefined || this.at(parentOf(to)) === undefined) return failure
    const [start, end] = [this.#keyOf(from), to]
    for (const path of this.#within(start)) {
      this.nodes.set(end + path.slice(start.length), this.nodes.get(path)!)
      this.nodes.delete(path)
    }
    return ok
  }

  remove(path: string): number {
    const node = this.at(path)
    if (node === undefined) return noSuchFile
    if (node.kind === "folder") return failure
    this.nodes.delete(this.#keyOf(path))
    return ok
  }

  removeFolder(path: string): number {
    if (this.at(path)?.kind !== "folder") return noSuchFile
    if (this.namesIn(path).length > 0) return failure
    this.nodes.delete(path)
    return ok
  }

  /** As servers do whose store knows no folders. */
  removeAll(path: string): number {
    for (const each of this.#within(path)) this.nodes.delete(each)
    return ok
  }

  #addFolder(path: string): void {
    if (!this.nodes.has(path)) this.nodes.set(path, { kind: "folder" })
  }

  #within(path: string): ReadonlyArray<string> {
    return [...this.nodes.keys()].filter((each) => each === path || each.startsWith(`${path}/`))
  }

  #keyOf(path: string): string {
    if (!this.#folds) return path
    const folded = path.toLowerCase()
    return [...this.nodes.keys()].find((each) => each.toLowerCase() === folded) ?? path
  }
}

export const attributesOf = (node: TreeNode): Attributes => {
  switch (node.kind) {
    case "folder":
      return { mode: 0o040755, size: 4096, seconds: 1_600_000_000 }
    case "link":
      return { mode: 0o120777, size: node.target.length, seconds: 1_600_000_000 }
    case "file":
      return { mode: 0o100000 | node.mode, size: node.bytes.length, seconds: node.seconds }
  }
}

export const parentOf = (path: string): string => path.slice(0, Math.max(1, path.lastIndexOf("/")))
