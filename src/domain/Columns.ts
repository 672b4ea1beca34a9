/** All that an endpoint was found to hold, in columns. */
import { type Entry, type Kind } from "./Entry.ts"
import { EntryColumns, wider } from "./EntryColumns.ts"
import { PathColumn } from "./PathColumn.ts"
import { nameOf, parentOf, type RelPath } from "./RelPath.ts"

/**
 * Whether the filters let a path take part. `through`: a directory that is only passed on the way to something
 * included. `hidden`: a file that is there but kept out by its size or age, which the other side need not share.
 */
export type Scope = "in" | "through" | "hidden"

const scopes: ReadonlyArray<Scope> = ["in", "through", "hidden"]

export class Columns {
  readonly #paths: PathColumn
  readonly #entries: EntryColumns
  readonly #order: Uint32Array | undefined // where each path is in the columns; undefined: where it was put
  #scope: Uint8Array
  readonly #counts: Record<Scope, number>

  constructor(other?: Columns, order?: Uint32Array) {
    this.#paths = other === undefined ? new PathColumn() : other.#paths
    this.#entries = other === undefined ? new EntryColumns() : other.#entries
    this.#scope = other === undefined ? new Uint8Array(64) : other.#scope
    this.#counts = other === undefined ? { in: 0, through: 0, hidden: 0 } : other.#counts
    this.#order = order
  }

  get size(): number {
    return this.#order?.length ?? this.#paths.length
  }

  /** Not for columns that were given an order. */
  add(path: RelPath, entry: Entry, scope: Scope): void {
    this.#put(parentOf(path), nameOf(path), scope)
    this.#entries.add(entry)
  }

  /** The same for a name in a folder (`undefined` is the root) with the entry at a place of other columns. */
  addFrom(directory: RelPath | undefined, name: string, others: EntryColumns, from: number, scope: Scope): void {
    this.#put(directory, name, scope)
    this.#entries.addFrom(others, from)
  }

  #put(directory: RelPath | undefined, name: string, scope: Scope): void {
    const index = this.#paths.length
    this.#paths.add(directory, name)
    if (index === this.#scope.length) this.#scope = wider(this.#scope, new Uint8Array(Math.ceil(index * 1.5)))
    this.#scope[index] = scopes.indexOf(scope)
    this.#counts[scope] += 1
  }

  /** The same entries in another order. Neither these nor those may be added to afterwards. */
  inOrder(order: Uint32Array): Columns {
    return new Columns(this, order)
  }

  pathAt(rank: number): RelPath {
    return this.#paths.at(this.#at(rank))
  }

  isAt(rank: number, path: string): boolean {
    return this.#paths.isAt(this.#at(rank), path)
  }

  #at(rank: number): number {
    return this.#order === undefined ? rank : this.#order[rank]!
  }

  countOf(kind: Kind): number {
    return this.#entries.countOf(kind)
  }

  countIn(scope: Scope): number {
    return this.#counts[scope]
  }

  /** Beyond the end it is `Unknown`. */
  kindAt(rank: number): Kind {
    return this.#entries.kindAt(this.#at(rank))
  }

  scopeAt(rank: number): Scope {
    return rank < this.size ? scopes[this.#scope[this.#at(rank)]!] ?? "hidden" : "hidden"
  }

  entryAt(rank: number): Entry {
    return this.#entries.at(this.#at(rank))
  }

  /** Of a file; `undefined` for anything else. */
  sizeAt(rank: number): number | undefined {
    return this.#entries.sizeAt(this.#at(rank))
  }

  /** See `EntryColumns`. */
  packedEnd(rank: number, text: string, from: number): number {
    return this.#entries.packedEnd(this.#at(rank), text, from)
  }
}
