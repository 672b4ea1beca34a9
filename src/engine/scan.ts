/** Endpoint to snapshot: lists directory after directory, many at once, and keeps what the filters let through. */
import { Effect } from "effect"
import { Columns, type Scope } from "../domain/Columns.ts"
import { Entries } from "../domain/Entries.ts"
import { type Entry } from "../domain/Entry.ts"
import { type EntryColumns } from "../domain/EntryColumns.ts"
import { type Filter } from "../domain/filter/makeFilter.ts"
import { nameOrder } from "../domain/nameOrder.ts"
import { childOf, depthOf, type RelPath } from "../domain/RelPath.ts"
import { type Side } from "../domain/Side.ts"
import { type Problem, Snapshot } from "../domain/Snapshot.ts"
import { isOurs, runOf } from "../domain/temporaries.ts"
import { type Endpoint, type Listing } from "../endpoint/Endpoint.ts"
import { type EndpointError, explain } from "../endpoint/EndpointError.ts"

export interface Scan {
  readonly side: Side
  readonly filter: Filter
  readonly now: number // milliseconds since the epoch, what ages are measured from
  readonly listings: number // directories listed at once
  readonly seen: (entries: number) => Effect.Effect<void> // called now and then, with how many were met so far
}

type Directory = RelPath | undefined

const deepest = 500

/** Fails only if the root cannot be listed or the connection is gone for good. */
export const scan = Effect.fn("scan")(function*(endpoint: Endpoint, options: Scan) {
  const found = new Found(options)
  let level: ReadonlyArray<Directory> = [undefined]
  while (level.length > 0) {
    const below = yield* Effect.forEach(
      level,
      (directory) =>
        listed(endpoint, directory).pipe(
          Effect.map((listing) => found.take(directory, listing)),
          Effect.tap(() => options.seen(found.count)),
        ),
      { concurrency: options.listings },
    )
    level = below.flat()
  }
  return found.snapshot()
})

const listed = (endpoint: Endpoint, directory: Directory): Effect.Effect<Listing, EndpointError> =>
  Effect.catchIf(
    endpoint.list(directory),
    (error) => directory !== undefined && !error.isConnection,
    ({ reason }) => Effect.succeed({ entries: Entries.of([]), problems: [`it cannot be listed: ${explain(reason)}`] }),
  )

/** What a directory holds, as a stretch of all that was found. */
interface Stretch {
  readonly from: number
  readonly to: number
}

class Found {
  readonly #options: Scan
  readonly #columns = new Columns()
  readonly #inside = new Map<Directory, Stretch>()
  readonly #problems: Array<Problem> = []
  readonly #leftovers: Array<RelPath> = []
  readonly #occupied = new Set<RelPath>()
  constructor(options: Scan) {
    this.#options = options
  }

  /** Gives the directories to list next. */
  take(directory: Directory, { entries, problems }: Listing): ReadonlyArray<RelPath> {
    const { columns, names } = entries
    const order = nameOrder(names)
    if (hasTwins(names, order)) return this.take(directory, { entries: withoutTwins(entries), problems })
    for (const message of problems) this.#problems.push({ side: this.#options.side, path: directory, message })
    const from = this.count
    const further: Array<RelPath> = []
    for (let rank = 0; rank < order.length; rank++) {
      const index = order[rank]!
      const name = names[index]!
      const path = childOf(directory, name)
      const isOwn = isOurs(name)
      if (isOwn && runOf(path) !== undefined) this.#leftovers.push(path)
      const scope = isOwn ? undefined : this.#scopeOf(path, columns, index)
      if (scope === undefined) {
        if (directory !== undefined) this.#occupied.add(directory)
        continue
      }
      this.#columns.addFrom(directory, name, columns, index, scope)
      const kind = columns.kindAt(index)
      if (kind === "Directory" && this.#mayDescend(path)) further.push(path)
      if (kind === "Unknown") this.#tellUnknown(path, columns.at(index))
    }
    if (this.count > from) this.#inside.set(directory, { from, to: this.count })
    return further
  }

  #tellUnknown(path: RelPath, entry: Entry): void {
    if (entry._tag === "Unknown") this.#problems.push({ side: this.#options.side, path, message: entry.problem })
  }

  get count(): number {
    return this.#columns.size
  }

  /** Nobody nests that deep on purpose; a peer that makes up folders as it goes is stopped here. */
  #mayDescend(path: RelPath): boolean {
    if (depthOf(path) < deepest) return true
    this.#problems.push({ side: this.#options.side, path, message: `it lies more than ${deepest} folders deep` })
    return false
  }

  snapshot(): Snapshot {
    const order = new Uint32Array(this.count)
    let placed = 0
    const open: Array<Stretch> = [this.#inside.get(undefined) ?? nothing]
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (let index = next.from; index < next.to; index++) {
        order[placed++] = index
        const inside = this.#columns.kindAt(index) === "Directory"
          ? this.#inside.get(this.#columns.pathAt(index))
          : undefined
        if (inside === undefined) continue
        open.push({ from: index + 1, to: next.to }, inside)
        break
      }
    }
    return new Snapshot(this.#columns.inOrder(order), this.#problems, this.#leftovers, this.#occupied)
  }

  /** `undefined`: the filters keep it out altogether. */
  #scopeOf(path: RelPath, columns: EntryColumns, index: number): Scope | undefined {
    const { filter, now } = this.#options
    const kind = columns.kindAt(index)
    const { scope } = filter.scopeOf(path, kind === "Directory")
    if (scope !== "out") return kind === "File" && !filter.inBounds(columns.boundsAt(index), now) ? "hidden" : scope
    const mayBeFolder = kind === "Unknown" && filter.scopeOf(path, true).scope !== "out"
    return mayBeFolder ? "in" : undefined
  }
}

const nothing: Stretch = { from: 0, to: 0 }

const hasTwins = (names: ReadonlyArray<string>, order: Uint32Array): boolean => {
  for (let rank = 1; rank < order.length; rank++) if (names[order[rank]!] === names[order[rank - 1]!]) return true
  return false
}

/** A name listed twice stands for nothing that can be told apart. */
const withoutTwins = (entries: Entries): Entries => {
  const found = new Map<string, Entry>()
  for (const [name, entry] of entries) found.set(name, found.has(name) ? listedTwice : entry)
  return Entries.of([...found])
}

const listedTwice: Entry = { _tag: "Unknown", problem: "it is listed more than once" }
