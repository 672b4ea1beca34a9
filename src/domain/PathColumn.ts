/** Paths folder by folder, the names of each in one text: as strings of their own they would take three times the memory. */
import { childOf, type RelPath } from "./RelPath.ts"

/** What one folder was found to hold. */
interface Block {
  readonly directory: RelPath | undefined
  readonly first: number // the place of its first path
  names: ReadonlyArray<string> | string // one by one until another folder follows, then all in one
}

export class PathColumn {
  readonly #blocks: Array<Block> = []
  #ends = new Uint32Array(64) // of each name in the text of its folder
  #open: Array<string> = []
  #length = 0
  #last = 0 // the block that was asked last

  get length(): number {
    return this.#length
  }

  /** A name in a folder; `undefined` is the root. Those of one folder come one after the other. */
  add(directory: RelPath | undefined, name: string): void {
    const last = this.#blocks.at(-1)
    if (last === undefined || last.directory !== directory) this.#begin(directory)
    if (this.#length === this.#ends.length) this.#makeRoom()
    const before = this.#open.length === 0 ? 0 : this.#ends[this.#length - 1]!
    this.#ends[this.#length++] = before + name.length
    this.#open.push(name)
  }

  at(index: number): RelPath {
    const { directory, first, names } = this.#blockOf(index)
    if (typeof names !== "string") return childOf(directory, names[index - first]!)
    return childOf(directory, names.slice(index === first ? 0 : this.#ends[index - 1], this.#ends[index]))
  }

  /** Whether this path is there: told without putting it together. */
  isAt(index: number, path: string): boolean {
    const { directory, first, names } = this.#blockOf(index)
    const above = directory === undefined ? 0 : directory.length + 1
    if (typeof names !== "string") return path === childOf(directory, names[index - first]!)
    const start = index === first ? 0 : this.#ends[index - 1]!
    const end = this.#ends[index]!
    return path.length === above + end - start
      && path.endsWith(names.slice(start, end))
      && (directory === undefined || (path.startsWith(directory) && path[directory.length] === "/"))
  }

  #begin(directory: RelPath | undefined): void {
    const last = this.#blocks.at(-1)
    if (last !== undefined) last.names = this.#open.join("")
    this.#open = []
    this.#blocks.push({ directory, first: this.#length, names: this.#open })
  }

  /** Paths are mostly asked for in their order, so the block of the last one is tried first. */
  #blockOf(index: number): Block {
    if (this.#isIn(this.#last, index)) return this.#blocks[this.#last]!
    if (this.#isIn(this.#last + 1, index)) return this.#blocks[++this.#last]!
    let [low, high] = [0, this.#blocks.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if (this.#blocks[middle]!.first <= index) low = middle
      else high = middle - 1
    }
    this.#last = low
    return this.#blocks[low]!
  }

  #isIn(block: number, index: number): boolean {
    const first = this.#blocks[block]?.first ?? Number.POSITIVE_INFINITY
    return first <= index && index < (this.#blocks[block + 1]?.first ?? Number.POSITIVE_INFINITY)
  }

  #makeRoom(): void {
    const wider = new Uint32Array(Math.ceil(this.#length * 1.5))
    wider.set(this.#ends)
    this.#ends = wider
  }
}
