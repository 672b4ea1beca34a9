/** Entries in columns: objects for a million of them would not fit in memory. */
import { type Entry, type File, type Kind } from "./Entry.ts"
import { PathColumn } from "./PathColumn.ts"
import { nameOf, parentOf, type RelPath } from "./RelPath.ts"

/**
 * Whether the filters let a path take part. `through`: a directory that is only passed on the way to something
 * included. `hidden`: a file that is there but kept out by its size or age, which the other side need not share.
 */
export type Scope = "in" | "through" | "hidden"

const kinds: ReadonlyArray<Kind> = ["File", "Directory", "Symlink", "Special", "Unknown"]
const scopes: ReadonlyArray<Scope> = ["in", "through", "hidden"]
const absent = -1

export class Columns {
  readonly #paths: PathColumn
  readonly #order: Uint32Array | undefined // where each entry is in the columns; undefined: where it was put
  #kind = new Uint8Array(0)
  #scope = new Uint8Array(0)
  #size = new Float64Array(0)
  #modified = new Float64Array(0)
  #mode = new Int32Array(0)
  #inode = new Float64Array(0) // the halves of an id; of no length where no file has one
  #changed = new Float64Array(0)
  #text = new Map<number, string>() // an id that is no two numbers, the target of a link, the problem of an unknown

  constructor(other?: Columns, order?: Uint32Array) {
    this.#paths = other === undefined ? new PathColumn() : other.#paths
    this.#order = order
    if (other === undefined) return
    this.#kind = other.#kind
    this.#scope = other.#scope
    this.#size = other.#size
    this.#modified = other.#modified
    this.#mode = other.#mode
    this.#inode = other.#inode
    this.#changed = other.#changed
    this.#text = other.#text
  }

  get size(): number {
    return this.#order?.length ?? this.#paths.length
  }

  /** Not for columns that were given an order. */
  add(path: RelPath, entry: Entry, scope: Scope): void {
    this.addTo(parentOf(path), nameOf(path), entry, scope)
  }

  /** The same for a name in a folder; `undefined` is the root. */
  addTo(directory: RelPath | undefined, name: string, entry: Entry, scope: Scope): void {
    const index = this.#paths.length
    this.#paths.add(directory, name)
    if (index >= this.#kind.length) this.#makeRoom(Math.max(64, Math.ceil(index * 1.5)))
    this.#kind[index] = kinds.indexOf(entry._tag)
    this.#scope[index] = scopes.indexOf(scope)
    if (entry._tag === "File") this.#putFile(index, entry)
    else if (entry._tag === "Symlink") this.#text.set(index, entry.target)
    else if (entry._tag === "Unknown") this.#text.set(index, entry.problem)
  }

  /** The same entries in another order. Neither these nor those may be added to afterwards. */
  inOrder(order: Uint32Array): Columns {
    return new Columns(this, order)
  }

  pathAt(rank: number): RelPath {
    return this.#paths.at(this.#at(rank))
  }

  #at(rank: number): number {
    return this.#order === undefined ? rank : this.#order[rank]!
  }

  kindAt(rank: number): Kind {
    return rank < this.size ? kinds[this.#kind[this.#at(rank)] ?? absent] ?? "Unknown" : "Unknown"
  }

  scopeAt(rank: number): Scope {
    return rank < this.size ? scopes[this.#scope[this.#at(rank)] ?? absent] ?? "hidden" : "hidden"
  }

  entryAt(rank: number): Entry {
    const index = this.#at(rank)
    switch (this.kindAt(rank)) {
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
  sizeAt(rank: number): number | undefined {
    return this.kindAt(rank) === "File" ? this.#size[this.#at(rank)] : undefined
  }

  /**
   * All that tells whether a file or directory is as it was, in the very text by which a state packs it: comparing it is
   * much quicker than to make an entry first. `undefined` for what is neither.
   */
  stampAt(rank: number): string | undefined {
    const kind = this.kindAt(rank)
    if (kind === "Directory") return directoryStamp
    if (kind !== "File") return undefined
    const index = this.#at(rank)
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
