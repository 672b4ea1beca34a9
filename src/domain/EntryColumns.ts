/** Entries in columns: objects for a million of them would not fit in memory. */
import { type Entry, type File, type Kind } from "./Entry.ts"

const kinds: ReadonlyArray<Kind> = ["File", "Directory", "Symlink", "Special", "Unknown"]
const absent = -1

export class EntryColumns {
  #length = 0
  readonly #counts: Record<Kind, number> = { File: 0, Directory: 0, Symlink: 0, Special: 0, Unknown: 0 }
  #kind: Uint8Array
  #size: Float64Array
  #modified: Float64Array
  #mode: Int32Array
  #inode = new Float64Array(0) // of no length where no file has an id
  #changed = new Float64Array(0)
  #text: Map<number, string> | undefined // an id that is no two numbers, the target of a link, the problem of an unknown

  constructor(room = 64) {
    this.#kind = new Uint8Array(room)
    this.#size = new Float64Array(room)
    this.#modified = new Float64Array(room)
    this.#mode = new Int32Array(room)
  }

  get length(): number {
    return this.#length
  }

  add(entry: Entry): void {
    const index = this.#next(entry._tag)
    if (entry._tag === "File") this.#putFile(index, entry)
    else if (entry._tag === "Symlink") this.#putText(index, entry.target)
    else if (entry._tag === "Unknown") this.#putText(index, entry.problem)
  }

  /** The same without making an entry of it first. */
  addFile(size: number, modified: number, mode: number, inode = absent, changed = 0): void {
    this.#putNumbers(this.#next("File"), size, modified, mode, inode, changed)
  }

  /** The same for one of others. */
  addFrom(other: EntryColumns, from: number): void {
    const kind = other.kindAt(from)
    const index = this.#next(kind)
    if (kind === "File") {
      const inode = other.#inode.length === 0 ? absent : other.#inode[from]!
      const changed = inode === absent ? 0 : other.#changed[from]!
      this.#putNumbers(index, other.#size[from]!, other.#modified[from]!, other.#mode[from]!, inode, changed)
    }
    const text = other.#text?.get(from)
    if (text !== undefined) this.#putText(index, text)
  }

  countOf(kind: Kind): number {
    return this.#counts[kind]
  }

  /** Beyond the end it is `Unknown`. */
  kindAt(index: number): Kind {
    return index < this.#length ? kinds[this.#kind[index] ?? absent] ?? "Unknown" : "Unknown"
  }

  at(index: number): Entry {
    switch (this.kindAt(index)) {
      case "File":
        return this.#fileAt(index)
      case "Directory":
        return { _tag: "Directory" }
      case "Symlink":
        return { _tag: "Symlink", target: this.#text?.get(index) ?? "" }
      case "Special":
        return { _tag: "Special" }
      case "Unknown":
        return { _tag: "Unknown", problem: this.#text?.get(index) ?? "" }
    }
  }

  /** Of a file; `undefined` for anything else. */
  sizeAt(index: number): number | undefined {
    return this.kindAt(index) === "File" ? this.#size[index] : undefined
  }

  /** What filters ask of a file. */
  boundsAt(index: number): Pick<File, "size" | "modified"> {
    return { size: this.#size[index] ?? 0, modified: this.#modified[index] ?? 0 }
  }

  /**
   * Whether a file or directory is as it was when a state packed it into this text, from `from` on: where it ends there, or
   * -1, as for what is neither. Reading numbers is much quicker than to make a text, or an entry, to compare with.
   */
  packedEnd(index: number, text: string, from: number): number {
    const kind = this.kindAt(index)
    if (kind === "Directory") return behind(text, from, directoryPacked)
    if (kind !== "File") return -1
    let at = behindNumber(text, behind(text, from, "["), this.#size[index]!)
    at = behindNumber(text, behind(text, at, ","), this.#modified[index]!)
    const mode = this.#mode[index]!
    const inode = this.#inode.length === 0 ? absent : this.#inode[index]!
    const id = inode === absent ? this.#text?.get(index) : undefined
    const hasId = inode !== absent || id !== undefined
    if (mode !== absent) at = behindNumber(text, behind(text, at, ","), mode)
    else if (hasId) at = behind(text, at, ",null")
    if (id !== undefined) at = behind(text, at, `,${JSON.stringify(id)}`)
    if (inode !== absent) {
      at = behindNumber(text, behind(text, at, ",\""), inode)
      at = behind(text, behindNumber(text, behind(text, at, "."), this.#changed[index]!), "\"")
    }
    return behind(text, at, "]")
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
    return inode === absent ? this.#text?.get(index) : `${inode}.${this.#changed[index]!}`
  }

  #next(kind: Kind): number {
    const index = this.#length++
    if (index >= this.#kind.length) this.#makeRoom(Math.max(64, Math.ceil(index * 1.5)))
    this.#kind[index] = kinds.indexOf(kind)
    this.#counts[kind] += 1
    return index
  }

  #putFile(index: number, { id, mode = absent, modified, size }: File): void {
    const numbers = id === undefined ? undefined : numbersIn(id)
    if (id !== undefined && numbers === undefined) this.#putText(index, id)
    this.#putNumbers(index, size, modified, mode, numbers?.inode ?? absent, numbers?.changed ?? 0)
  }

  #putNumbers(index: number, size: number, modified: number, mode: number, inode: number, changed: number): void {
    this.#size[index] = size
    this.#modified[index] = modified
    this.#mode[index] = mode
    if (inode !== absent && this.#inode.length === 0) this.#makeRoomForIds()
    if (this.#inode.length === 0) return
    this.#inode[index] = inode
    this.#changed[index] = changed
  }

  #putText(index: number, text: string): void {
    this.#text ??= new Map()
    this.#text.set(index, text)
  }

  #makeRoom(length: number): void {
    this.#kind = wider(this.#kind, new Uint8Array(length))
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

/** `undefined` for an id that could not be told again from two numbers. */
const numbersIn = (id: string) => {
  const point = id.indexOf(".")
  const [inode, changed] = [Number(id.slice(0, point)), Number(id.slice(point + 1))]
  return inode >= 0 && `${inode}.${changed}` === id ? { inode, changed } : undefined
}

export const wider = <A extends Uint8Array | Float64Array | Int32Array>(before: A, after: A): A => {
  after.set(before)
  return after
}

const directoryPacked = "\"directory\""

/** Where `part` ends, if it stands there. */
const behind = (text: string, from: number, part: string): number =>
  from !== -1 && text.startsWith(part, from) ? from + part.length : -1

/** The same for a number as JSON has it. What follows it is for the caller to check. */
const behindNumber = (text: string, from: number, number: number): number => {
  if (from === -1 || number < 0 || !Number.isSafeInteger(number)) return behind(text, from, `${number}`)
  let at = from
  let read = 0
  for (let digit = text.charCodeAt(at) - zero; digit >= 0 && digit <= 9; digit = text.charCodeAt(++at) - zero) {
    read = read * 10 + digit
  }
  const isPlain = at === from + 1 || text.charCodeAt(from) !== zero
  return at > from && read === number && isPlain ? at : -1
}

const zero = 48
