/** Endpoint to snapshot: lists directory after directory, many at once, and keeps what the filters let through. */
import { Effect } from "effect"
import { type Entry } from "../domain/Entry.ts"
import { type Filter } from "../domain/filter/makeFilter.ts"
import { childOf, depthOf, type RelPath } from "../domain/RelPath.ts"
import { type Side } from "../domain/Side.ts"
import { type Problem, type Scope, type Sighted, Snapshot } from "../domain/Snapshot.ts"
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
    ({ reason }) => Effect.succeed({ entries: [], problems: [`it cannot be listed: ${explain(reason)}`] }),
  )

class Found {
  readonly #options: Scan
  readonly #inside = new Map<Directory, ReadonlyArray<Sighted>>()
  readonly #problems: Array<Problem> = []
  readonly #leftovers: Array<RelPath> = []
  readonly #occupied = new Set<RelPath>()
  count = 0

  constructor(options: Scan) {
    this.#options = options
  }

  /** Gives the directories to list next. */
  take(directory: Directory, { entries, problems }: Listing): ReadonlyArray<RelPath> {
    for (const message of problems) this.#problems.push({ side: this.#options.side, path: directory, message })
    const sighted: Array<Sighted> = []
    const further: Array<RelPath> = []
    for (const [name, entry] of withoutTwins(entries)) {
      const path = childOf(directory, name)
      if (runOf(path) !== undefined) this.#leftovers.push(path)
      const scope = isOurs(name) ? undefined : this.#scopeOf(path, entry)
      if (scope === undefined) {
        if (directory !== undefined) this.#occupied.add(directory)
        continue
      }
      sighted.push({ path, entry, scope })
      if (entry._tag === "Directory" && this.#mayDescend(path)) further.push(path)
      if (entry._tag === "Unknown") this.#problems.push({ side: this.#options.side, path, message: entry.problem })
    }
    this.#inside.set(directory, sighted.sort((a, b) => a.path < b.path ? -1 : 1))
    this.count += sighted.length
    return further
  }

  /** Nobody nests that deep on purpose; a peer that makes up folders as it goes is stopped here. */
  #mayDescend(path: RelPath): boolean {
    if (depthOf(path) < deepest) return true
    this.#problems.push({ side: this.#options.side, path, message: `it lies more than ${deepest} folders deep` })
    return false
  }

  snapshot(): Snapshot {
    const ordered: Array<Sighted> = []
    const open = (this.#inside.get(undefined) ?? []).toReversed()
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      ordered.push(next)
      const inside = next.entry._tag === "Directory" ? this.#inside.get(next.path) ?? [] : []
      for (let index = inside.length - 1; index >= 0; index--) open.push(inside[index]!)
    }
    return new Snapshot(ordered, this.#problems, this.#leftovers, this.#occupied)
  }

  /** `undefined`: the filters keep it out altogether. */
  #scopeOf(path: RelPath, entry: Entry): Scope | undefined {
    const { filter, now } = this.#options
    const { scope } = filter.scopeOf(path, entry._tag === "Directory")
    if (scope !== "out") return entry._tag === "File" && !filter.inBounds(entry, now) ? "hidden" : scope
    const mayBeFolder = entry._tag === "Unknown" && filter.scopeOf(path, true).scope !== "out"
    return mayBeFolder ? "in" : undefined
  }
}

/** A name listed twice stands for nothing that can be told apart. */
const withoutTwins = (entries: Listing["entries"]): Listing["entries"] => {
  const names = new Map(entries)
  if (names.size === entries.length) return entries
  const met = new Set<string>()
  const twins = new Set<string>()
  for (const [name] of entries) (met.has(name) ? twins : met).add(name)
  return Array.from(
    names,
    ([name, entry]) =>
      twins.has(name) ? [name, { _tag: "Unknown", problem: "it is listed more than once" }] : [name, entry],
  )
}
