/** The blocks of large contents, each kept for as long as the path that it stands under is in step with that content. */
import { Effect } from "effect"
import { type SqlClient } from "effect/sql/SqlClient"
import { type SqlError } from "effect/sql/SqlError"
import { digestsOf } from "../digestsOf.ts"
import { type Settled } from "../StateStore.ts"
import { sealOf } from "./sealOf.ts"

interface BlocksRow {
  readonly path: string
  readonly digest: string
}

/** They only save bytes, so rows that are not what was written are none, and no seal of the pair covers them. */
export const readBlocks = Effect.fnUntraced(
  function*(sql: SqlClient, pair: number, digest: string): Effect.fn.Return<Uint8Array | undefined, SqlError> {
    const [row] = yield* sql<{ readonly sum: number; readonly text: string }>`
      SELECT sum, text FROM blocks WHERE pair = ${pair} AND digest = ${digest} LIMIT 1`
    return row === undefined || row.sum !== sealOf([digest, row.text]) ? undefined : Buffer.from(row.text, "base64")
  },
)

/** What a path no longer holds goes, or follows its content to another path of the same batch: that is a rename. */
export const settleBlocks = Effect.fnUntraced(
  function*(sql: SqlClient, pair: number, settled: ReadonlyArray<Settled>): Effect.fn.Return<void, SqlError> {
    const known = yield* sql<BlocksRow>`SELECT path, digest FROM blocks WHERE pair = ${pair}`
    if (known.length > 0) {
      const latest = new Map<string, Settled>(settled.map((each) => [each.path, each]))
      for (const { digest, path } of known) {
        const now = latest.get(path)
        if (now === undefined || digestsOf(now.agreement).includes(digest)) continue
        const heir = settled.find(({ agreement }) => digestsOf(agreement).includes(digest))
        yield* heir === undefined
          ? sql`DELETE FROM blocks WHERE pair = ${pair} AND path = ${path}`
          : sql`UPDATE OR REPLACE blocks SET path = ${heir.path} WHERE pair = ${pair} AND path = ${path}`
      }
    }
    for (const { agreement, blocks, path } of settled) {
      const [digest] = digestsOf(agreement)
      if (blocks === undefined || digest === undefined) continue
      const text = Buffer.from(blocks).toString("base64")
      yield* sql`
        INSERT OR REPLACE INTO blocks (pair, path, digest, sum, text)
        VALUES (${pair}, ${path}, ${digest}, ${sealOf([digest, text])}, ${text})`
    }
  },
)
