/** Everything one endpoint held at one moment, in columns: a tree of a million entries has to fit in memory. */
import { Schema } from "effect"
import { type Entry, type File, type Kind } from "./Entry.ts"
import { RelPath } from "./RelPath.ts"
import { Side } from "./Side.ts"

/** A path that exists but could not be seen in full. Planning leaves it, and everything below it, alone. */
export const Problem = Schema.Struct({
  side: Side,
  path: Schema.UndefinedOr(RelPath), // undefined: the root itself
  message: Schema.String,
})
export type Problem = typeof Problem.Type

/**
 * Whether the filters let a path take part. `through`: a directory that is only passed on the way to something
 * included. `hidden`: a file that is there but kept out by its size or age, which the other side need not share.
 */
export type Scope = "in" | "through" | "hidden"

export interface Sighted {
  readonly path: RelPath
  readonly entry: Entry
  readonly scope: Scope
}

const kinds: ReadonlyArray<Kind> = ["File", "Directory", "Symlink", "Special", "Unknown"]
const scopes: ReadonlyArray<Scope> = ["in", "through", "hidden"]
const absent = -1

export class Snapshot {
  /** In tree order. */
  readonly paths: ReadonlyArray<RelPath>
  readonly problems: ReadonlyArray<Problem>
  /** Names left behind by runs of this tool that did not finish, in the order met. They are never entries. */
  readonly leftovers: ReadonlyArray<RelPath>
  /** Directories that hold something that is not shown here, because the filters keep it out or its name is our own. */
  readonly occupied: ReadonlySet<RelPath>
  readonly #kind: Uint8Array
  readonly #scope: Uint8Array
  readonly #size: Float64Array
  readonly #modified: Float64Array
  readonly #mode: Int32Array
  readonly #text = new Map<number, string>() // id of a file, target of a link, problem of an unknown
  #rank: Map<RelPath, number> | undefined

  /** `sighted` must be in tree order, each path once. */
  constructor(
    sighted: ReadonlyArray<Sighted>,
    problems: ReadonlyArray<Problem> = [],
    leftovers: ReadonlyArray<RelPath> = [],
    occupied: ReadonlySet<RelPath> = new Set(),
  ) {
    this.paths = sighted.map(({ path }) => path)
    this.problems = problems
    this.leftovers = leftovers
    this.occupied = occupied
    this.#kind = Uint8Array.from(sighted, ({ entry }) => kinds.indexOf(entry._tag))
    this.#scope = Uint8Array.from(sighted, ({ scope }) => scopes.indexOf(scope))
    this.#size = new Float64Array(sighted.length)
    this.#modified = new Float64Array(sighted.length)
    this.#mode = new Int32Array(sighted.length).fill(absent)
    for (const [index, { entry }] of sighted.entries()) this.#put(index, entry)
  }

  get size(): number {
    return this.paths.length
  }

  /** The place of a path in `paths`, or -1. */
  rankOf(path: RelPath): number {
    this.#rank ??= new Map(this.paths.map((each, index) => [each, index]))
    return this.#rank.get(path) ?? absent
  }

  get(path: RelPath): Entry | undefined {
    const index = this.rankOf(path)
    return index === absent ? undefined : this.entryAt(index)
  }

  entryAt(index: number): Entry {
    const text = this.#text.get(index)
    switch (this.kindAt(index)) {
      case "File":
        return this.#fileAt(index, text)
      case "Directory":
        return { _tag: "Directory" }
      case "Symlink":
        return { _tag: "Symlink", target: text ?? "" }
      case "Special":
        return { _tag: "Special" }
      case "Unknown":
        return { _tag: "Unknown", problem: text ?? "" }
    }
  }

  kindAt(index: number): Kind {
    return kinds[this.#kind[index] ?? absent] ?? "Unknown"
  }

  scopeAt(index: number): Scope {
    return scopes[this.#scope[index] ?? absent] ?? "hidden"
  }

  #fileAt(index: number, id: string | undefined): File {
    const mode = this.#mode[index] ?? absent
    const [size, modified] = [this.#size[index] ?? 0, this.#modified[index] ?? 0]
    const file: { -readonly [Key in keyof File]: File[Key] } = { _tag: "File", size, modified }
    if (mode !== absent) file.mode = mode
    if (id !== undefined) file.id = id
    return file
  }

  #put(index: number, entry: Entry): void {
    if (entry._tag === "File") {
      this.#size[index] = entry.size
      this.#modified[index] = entry.modified
      this.#mode[index] = entry.mode ?? absent
      if (entry.id !== undefined) this.#text.set(index, entry.id)
    }
    if (entry._tag === "Symlink") this.#text.set(index, entry.target)
    if (entry._tag === "Unknown") this.#text.set(index, entry.problem)
  }
}
