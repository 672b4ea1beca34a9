/** Entries in columns: objects for a million of them would not fit in memory. */
import { type Entry, type File, type Kind } from "./Entry.ts"
import { type RelPath } from "./RelPath.ts"

/**
 * Whether the filters let a path take part. `through`: a directory that is only passed on the way to something
 * included. `hidden`: a file that is there but kept out by its size or age, which the other side need not share.
 */
export type Scope = "in" | "through" | "hidden"

const kinds: ReadonlyArray<Kind> = ["File", "Directory", "Symlink", "Special", "Unknown"]
const scopes: ReadonlyArray<Scope> = ["in", "through", "hidden"]
const absent = -1

export class Columns {
  readonly paths: Array<RelPath> = []
  #kind = new Uint8Array(0)
  #scope = new Uint8Array(0)
  #size = new Float64Array(0)
  #modified = new Float64Array(0)
  #mode = new Int32Array(0)
  #inode = new Float64Array(0) // the halves of an id; of no length where no file has one
  #changed = new Float64Array(0)
  readonly #text = new Map<number, string>() // an id that is no two numbers, the target of a link, the problem of an unknown

  get size(): number {
    return this.paths.length
  }

  add(path: RelPath, entry: Entry, scope: Scope): void {
    const index = this.paths.push(path) - 1
    if (index >= this.#kind.length) this.#makeRoom(Math.max(64, index * 2))
    this.#kind[index] = kinds.indexOf(entry._tag)
    this.#scope[index] = scopes.indexOf(scope)
    if (entry._tag === "File") this.#putFile(index, entry)
    else if (entry._tag === "Symlink") this.#text.set(index, entry.target)
    else if (entry._tag === "Unknown") this.#text.set(index, entry.problem)
  }

  /** The same entries in another order, and no larger than they have to be. */
  inOrder(order: Uint32Array): Columns {
    const sorted = new Columns()
    sorted.#makeRoom(order.length)
    if (this.#inode.length > 0) sorted.#makeRoomForIds()
    for (let index = 0; index < order.length; index++) {
      const from = order[index]!
      sorted.paths.push(this.paths[from]!)
      sorted.#kind[index] = this.#kind[from]!
      sorted.#scope[index] = this.#scope[from]!
      sorted.#size[index] = this.#size[from]!
      sorted.#modified[index] = this.#modified[from]!
      sorted.#mode[index] = this.#mode[from]!
      if (this.#inode.length > 0) {
        sorted.#inode[index] = this.#inode[from]!
        sorted.#changed[index] = this.#changed[from]!
      }
      if (this.#text.size > 0) {
        const text = this.#text.get(from)
        if (text !== undefined) sorted.#text.set(index, text)
      }
    }
    return sorted
  }

  kindAt(index: number): Kind {
    return index < this.size ? kinds[this.#kind[index] ?? absent] ?? "Unknown" : "Unknown"
  }

  scopeAt(index: number): Scope {
    return index < this.size ? scopes[this.#scope[index] ?? absent] ?? "hidden" : "hidden"
  }

  entryAt(index: number): Entry {
    switch (this.kindAt(index)) {
      case "File":
        return this.#fileAt(index)
      case "Directory":
        return { _tag: "Directory" }
      case "Symlink":
        return { _tag: "Symlink", target: this.#text.get(index) ?? "" }
      case "Special":
        return { _tag: "Special" }
      case "Unknown":
        return { _tag: "Unknown", problem: this.#text.get(index) ?? "" }
    }
  }

  /** Of a file; `undefined` for anything else. */
  sizeAt(index: number): number | undefined {
    return this.kindAt(index) === "File" ? this.#size[index] : undefined
  }

  /**
   * All that tells whether a file or directory is as it was, in the very text by which a state packs it: comparing it is
   * much quicker than to make an entry first. `undefined` for what is neither.
   */
  stampAt(index: number): string | undefined {
    const kind = this.kindAt(index)
    if (kind === "Directory") return directoryStamp
    if (kind !== "File") return undefined
    const id = this.#idAt(index)
    return fileStamp(this.#size[index]!, this.#modified[index]!, this.#mode[index]!, id)
  }

  #fileAt(index: number): File {
    const mode = this.#mode[index] ?? absent
    const file: { -readonly [Key in keyof File]: File[Key] } = {
      _tag: "File",
      size: this.#size[index] ?? 0,
      modified: this.#modified[index] ?? 0,
    }
    if (mode !== absent) file.mode = mode
    const id = this.#idAt(index)
    if (id !== undefined) file.id = id
    return file
  }

  #idAt(index: number): string | undefined {
    const inode = this.#inode.length === 0 ? absent : this.#inode[index]!
    if (inode !== absent) return `${inode}.${this.#changed[index]!}`
    return this.#text.size === 0 ? undefined : this.#text.get(index)
  }

  #putFile(index: number, { id, mode, modified, size }: File): void {
    this.#size[index] = size
    this.#modified[index] = modified
    this.#mode[index] = mode ?? absent
    if (this.#inode.length > 0) this.#inode[index] = absent
    if (id !== undefined) this.#putId(index, id)
  }

  #putId(index: number, id: string): void {
    const point = id.indexOf(".")
    const [inode, changed] = [Number(id.slice(0, point)), Number(id.slice(point + 1))]
    if (inode < 0 || `${inode}.${changed}` !== id) {
      this.#text.set(index, id)
      return
    }
    if (this.#inode.length === 0) this.#makeRoomForIds()
    this.#inode[index] = inode
    this.#changed[index] = changed
  }

  #makeRoom(length: number): void {
    this.#kind = wider(this.#kind, new Uint8Array(length))
    this.#scope = wider(this.#scope, new Uint8Array(length))
    this.#size = wider(this.#size, new Float64Array(length))
    this.#modified = wider(this.#modified, new Float64Array(length))
    this.#mode = wider(this.#mode, new Int32Array(length))
    if (this.#inode.length > 0) this.#makeRoomForIds()
  }

  #makeRoomForIds(): void {
    const length = this.#kind.length
    this.#inode = wider(this.#inode, new Float64Array(length).fill(absent))
    this.#changed = wider(this.#changed, new Float64Array(length))
  }
}

const wider = <A extends Uint8Array | Float64Array | Int32Array>(before: A, after: A): A => {
  after.set(before)
  return after
}

const directoryStamp = "\"directory\""

const fileStamp = (size: number, modified: number, mode: number, id: string | undefined): string => {
  if (id !== undefined) return `[${size},${modified},${mode === absent ? "null" : mode},${JSON.stringify(id)}]`
  return mode === absent ? `[${size},${modified}]` : `[${size},${modified},${mode}]`
}
