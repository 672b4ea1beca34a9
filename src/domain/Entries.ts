/** What one directory holds: names, and an entry for each. */
import { type Entry } from "./Entry.ts"
import { EntryColumns } from "./EntryColumns.ts"

export type NamedEntry = readonly [name: string, entry: Entry]

export class Entries implements Iterable<NamedEntry> {
  readonly names: ReadonlyArray<string>
  readonly columns: EntryColumns

  /** `columns` must have one entry for each name. */
  constructor(names: ReadonlyArray<string>, columns: EntryColumns) {
    this.names = names
    this.columns = columns
  }

  static of(named: ReadonlyArray<NamedEntry>): Entries {
    const columns = new EntryColumns(named.length)
    for (const [, entry] of named) columns.add(entry)
    return new Entries(named.map(([name]) => name), columns)
  }

  get length(): number {
    return this.names.length
  }

  /** Makes an entry of each: for those who need few. */
  *[Symbol.iterator](): Iterator<NamedEntry> {
    for (const [index, name] of this.names.entries()) yield [name, this.columns.at(index)]
  }
}
