/** Reads what is remembered of a pair, in one transaction, and checks it against the pair's seal. */
import { Effect } from "effect"
import { BeginTransaction, type SqlClient } from "effect/sql/SqlClient"
import { type SqlError } from "effect/sql/SqlError"
import { emptyMemory } from "../emptyMemory.ts"
import { type Memory, type StateError, type UnfinishedRun } from "../StateStore.ts"
import { cellsOfEntry, type EntryRow, readJournal } from "./journal.ts"
import { type OpenPair } from "./OpenPair.ts"
import { PackedBaseline } from "./PackedBaseline.ts"
import { betweenAgreed, betweenPaths, PackedPage } from "./PackedPage.ts"
import { readPair } from "./PairRow.ts"
import { cellsOfRun, type RunRow, toRunRecord } from "./RunRow.ts"
import { sealOfAll } from "./sealOf.ts"
import { damaged, stateErrorAt } from "./stateErrorAt.ts"

export const loadMemory = (at: OpenPair): Effect.Effect<Memory, StateError> =>
  at.sql.withTransaction(readAll(at)).pipe(
    Effect.provideService(BeginTransaction, "BEGIN"), // waits for no writer
    Effect.mapError(stateErrorAt(at.file, at.pair)),
  )

const readAll = Effect.fnUntraced(
  function*(at: OpenPair): Effect.fn.Return<Memory, SqlError | StateError> {
    const { sql, file, pair } = at
    const row = yield* readPair(at)
    if (row === undefined) return emptyMemory
    const runs = yield* sql<RunRow>`SELECT * FROM run WHERE pair = ${row.id} ORDER BY number`
    const entries = yield* sql<EntryRow>`
      SELECT journal.* FROM journal JOIN run ON run.number = journal.run WHERE run.pair = ${row.id}
      ORDER BY journal.run, journal.entry`
    const pages = yield* readPages(sql, row.id)
    const seal = pages.reduce((seal, page) => seal ^ page.seal, 0)
      ^ sealOfAll(runs.map(cellsOfRun)) ^ sealOfAll(entries.map(cellsOfEntry))
    if (seal !== row.seal) return yield* damaged(file, "its rows are not those that were written", pair)
    const last = runs.at(-1)
    return {
      baseline: new PackedBaseline(pages),
      scope: row.scope,
      roots: { left: row.left_root ?? undefined, right: row.right_root ?? undefined },
      unfinished: runs.filter(({ finished }) => finished === null).map(toUnfinished(entries)),
      lastRun: last === undefined ? undefined : toRunRecord(last),
    }
  },
)

const toUnfinished = (entries: ReadonlyArray<EntryRow>) => ({ id, number }: RunRow): UnfinishedRun => ({
  run: id,
  intents: readJournal(entries.filter(({ run }) => run === number).map(({ text }) => text)),
})

const rowsInPage = 2000

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
      if (row.rows < rowsInPage) return pages
      last = row.last
      yield* Effect.yieldNow // a large baseline takes seconds, and others have to get a turn
    }
  },
)
