/** Reads all that is remembered of a pair but the texts of its deeds, and checks it against the pair's seal. */
import { Effect } from "effect"
import { type SqlClient } from "effect/sql/SqlClient"
import { type SqlError } from "effect/sql/SqlError"
import { type StateError } from "../StateStore.ts"
import { type DeedsHead, readHeads, sealOfHeads } from "./deeds.ts"
import { cellsOfEntry, type EntryRow } from "./journal.ts"
import { type MarkRow, readMark, sealOfMark } from "./MarkRow.ts"
import { type OpenPair, type OpenState } from "./OpenPair.ts"
import { betweenAgreed, betweenPaths, PackedPage } from "./PackedPage.ts"
import { type PairRow, readPair } from "./PairRow.ts"
import { type RunRow, sealOfRuns } from "./RunRow.ts"
import { sealOfAll } from "./sealOf.ts"
import { spareMemory } from "./spareMemory.ts"
import { damaged } from "./stateErrorAt.ts"

export interface Past {
  readonly pair: PairRow
  readonly pages: ReadonlyArray<PackedPage> // of the baseline
  readonly runs: ReadonlyArray<RunRow> // the oldest first
  readonly entries: ReadonlyArray<EntryRow> // of the journals of all these runs
  readonly deeds: ReadonlyArray<DeedsHead> // of those runs that did anything
  readonly mark: MarkRow | undefined
}

export const readPast = Effect.fnUntraced(
  function*(at: OpenPair): Effect.fn.Return<Past | undefined, SqlError | StateError> {
    const pair = yield* readPair(at)
    return pair === undefined ? undefined : yield* readPastOf(at, pair)
  },
)

export const readPastOf = Effect.fnUntraced(
  function*({ sql, file }: OpenState, pair: PairRow): Effect.fn.Return<Past, SqlError | StateError> {
    const runs = yield* sql<RunRow>`SELECT * FROM run WHERE pair = ${pair.id} ORDER BY number`
    const entries = yield* sql<EntryRow>`
      SELECT journal.* FROM journal JOIN run ON run.number = journal.run WHERE run.pair = ${pair.id}
      ORDER BY journal.run, journal.entry`
    const deeds = yield* readHeads(sql, pair.id)
    const mark = yield* readMark(sql, pair.id)
    const pages = yield* readPages(sql, pair.id)
    const seal = pages.reduce((seal, page) => seal ^ page.seal, 0)
      ^ sealOfRuns(runs) ^ sealOfAll(entries.map(cellsOfEntry)) ^ sealOfHeads(deeds) ^ sealOfMark(mark)
    if (seal !== pair.seal) return yield* damaged(file, "its rows are not those that were written", pair.name)
    return { pair, pages, runs, entries, deeds, mark }
  },
)

const rowsInPage = 2000
/** Of so many rows there are as many entries to come on each side. */
const manyPages = 100

/** One row a page: SQLite joins texts for a fraction of what it costs to hand them over one by one. */
const readPages = Effect.fnUntraced(
  function*(sql: SqlClient, pair: number): Effect.fn.Return<ReadonlyArray<PackedPage>, SqlError | StateError> {
    const pages: Array<PackedPage> = []
    let last = ""
    for (;;) {
      const [row] = yield* sql<{ readonly rows: number; last: string; paths: string; agreed: string }>`
        SELECT count(*) AS rows, max(path) AS last, group_concat(path, ${betweenPaths}) AS paths,
          group_concat(agreed, ${betweenAgreed}) AS agreed
        FROM (SELECT path, agreed FROM agreement WHERE pair = ${pair} AND path > ${last} ORDER BY path
          LIMIT ${rowsInPage})`
      if (row === undefined || row.rows === 0) return pages
      pages.push(new PackedPage(row.rows, row.paths, row.agreed))
      if (pages.length === manyPages) spareMemory()
      if (row.rows < rowsInPage) return pages
      last = row.last
      yield* Effect.yieldNow // a large baseline takes seconds, and others have to get a turn
    }
  },
)
