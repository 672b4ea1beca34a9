/** Everything one endpoint held at one moment. */
import { Schema } from "effect"
import { Columns, type Scope } from "./Columns.ts"
import { type Entry, type Kind } from "./Entry.ts"
import { inTreeOrder, RelPath } from "./RelPath.ts"
import { Side } from "./Side.ts"

/** A path that exists but could not be seen in full. Planning leaves it, and everything below it, alone. */
export const Problem = Schema.Struct({
  side: Side,
  path: Schema.UndefinedOr(RelPath), // undefined: the root itself
  message: Schema.String,
})
export type Problem = typeof Problem.Type

export interface Sighted {
  readonly path: RelPath
  readonly entry: Entry
  readonly scope: Scope
}

export interface Content {
  readonly files: number
  readonly bytes: number
}

export class Snapshot {
  readonly problems: ReadonlyArray<Problem>
  /** Names left behind by runs of this tool that did not finish, in the order met. They are never entries. */
  readonly leftovers: ReadonlyArray<RelPath>
  /** Directories that hold something that is not shown here, because the filters keep it out or its name is our own. */
  readonly occupied: ReadonlySet<RelPath>
  readonly #columns: Columns
  #found = -1 // the place that was told last

  /** `columns` must be in tree order, each path once. */
  constructor(
    columns: Columns,
    problems: ReadonlyArray<Problem> = [],
    leftovers: ReadonlyArray<RelPath> = [],
    occupied: ReadonlySet<RelPath> = new Set(),
  ) {
    this.#columns = columns
    this.problems = problems
    this.leftovers = leftovers
    this.occupied = occupied
  }

  /** `sighted` must be in tree order, each path once. */
  static of(
    sighted: ReadonlyArray<Sighted>,
    problems?: ReadonlyArray<Problem>,
    leftovers?: ReadonlyArray<RelPath>,
    occupied?: ReadonlySet<RelPath>,
  ): Snapshot {
    const columns = new Columns()
    for (const { path, entry, scope } of sighted) columns.add(path, entry, scope)
    return new Snapshot(columns, problems, leftovers, occupied)
  }

  /** All of them, in tree order, made anew: for those who need many of them. */
  get paths(): ReadonlyArray<RelPath> {
    return Array.from({ length: this.size }, (_, rank) => this.pathAt(rank))
  }

  pathAt(rank: number): RelPath {
    return this.#columns.pathAt(rank)
  }

  /** Whether this path has that place. */
  isAt(rank: number, path: RelPath): boolean {
    return this.#columns.isAt(rank, path)
  }

  get size(): number {
    return this.#columns.size
  }

  /** The place of a path in tree order, or -1. Paths are mostly asked for in about their order, so the next one is tried first. */
  rankOf(path: RelPath): number {
    const next = this.#found + 1
    const rank = next < this.size && this.isAt(next, path) ? next : this.#search(path)
    if (rank !== -1) this.#found = rank
    return rank
  }

  #search(path: RelPath): number {
    let [low, high] = [0, this.size - 1]
    while (low <= high) {
      const middle = (low + high) >>> 1
      const ahead = inTreeOrder(this.pathAt(middle), path)
      if (ahead === 0) return middle
      if (ahead < 0) low = middle + 1
      else high = middle - 1
    }
    return -1
  }

  get(path: RelPath): Entry | undefined {
    const index = this.rankOf(path)
    return index === -1 ? undefined : this.entryAt(index)
  }

  countOf(kind: Kind): number {
    return this.#columns.countOf(kind)
  }

  countIn(scope: Scope): number {
    return this.#columns.countIn(scope)
  }

  /** The files that take part, and how much is in them. */
  get content(): Content {
    let files = 0
    let bytes = 0
    for (let rank = 0; rank < this.size; rank++) {
      const size = this.sizeAt(rank)
      if (size === undefined || this.scopeAt(rank) !== "in") continue
      files += 1
      bytes += size
    }
    return { files, bytes }
  }

  entryAt(index: number): Entry {
    return this.#columns.entryAt(index)
  }

  kindAt(index: number): Kind {
    return this.#columns.kindAt(index)
  }

  /** Of a file; `undefined` for anything else. */
  sizeAt(index: number): number | undefined {
    return this.#columns.sizeAt(index)
  }

  scopeAt(index: number): Scope {
    return this.#columns.scopeAt(index)
  }

  /** See `EntryColumns`. */
  packedEnd(rank: number, text: string, from: number): number {
    return this.#columns.packedEnd(rank, text, from)
  }
}
