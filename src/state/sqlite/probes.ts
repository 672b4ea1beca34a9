/** What probes found, each under its key. A probe that was never saved is `undefined`. */
import { Clock, Effect } from "effect"
import { type SqlClient } from "effect/sql/SqlClient"
import { type Probe, type StateError } from "../StateStore.ts"
import { sealOf } from "./sealOf.ts"
import { damaged, stateErrorAt } from "./stateErrorAt.ts"

interface ProbeRow {
  readonly probe: string
  readonly seen: number
  readonly sum: number
}

export const readProbe = Effect.fnUntraced(
  function*(sql: SqlClient, file: string, key: string): Effect.fn.Return<Probe, StateError> {
    const [row] = yield* sql<ProbeRow>`SELECT probe, seen, sum FROM probe WHERE key = ${key}`.pipe(
      Effect.mapError(stateErrorAt(file)),
    )
    if (row === undefined) return undefined
    if (row.sum !== sealOf([key, row.probe, row.seen])) {
      return yield* damaged(file, `the probe of ${key} is not what was written`)
    }
    return JSON.parse(row.probe)
  },
)

export const writeProbe = Effect.fnUntraced(
  function*(sql: SqlClient, file: string, key: string, probe: Probe): Effect.fn.Return<void, StateError> {
    const seen = yield* Clock.currentTimeMillis
    const text = JSON.stringify(probe)
    yield* sql`
      INSERT OR REPLACE INTO probe (key, probe, seen, sum)
      VALUES (${key}, ${text}, ${seen}, ${sealOf([key, text, seen])})`.pipe(Effect.mapError(stateErrorAt(file)))
  },
)
