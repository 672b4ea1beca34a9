/** What has to hold of the state file before anything in it is changed. */
import { Effect } from "effect"
import { type SqlError } from "effect/sql/SqlError"
import { StateError } from "../StateStore.ts"
import { type OpenPair } from "./OpenPair.ts"
import { damaged, stateErrorAt } from "./stateErrorAt.ts"

/** Reading does not come by every page. A run writes to them, so all of them have to be sound: 0.3 s for 200 MB. */
export const checkPages = Effect.fnUntraced(
  function*({ sql, file, pair }: OpenPair): Effect.fn.Return<void, StateError> {
    const [row] = yield* Effect.mapError(
      sql<{ readonly quick_check: string }>`PRAGMA quick_check(1)`,
      stateErrorAt(file, pair),
    )
    if (row?.quick_check !== "ok") return yield* damaged(file, row?.quick_check ?? "it cannot be checked", pair)
  },
)

/** `known`: the format that this build writes. A newer build may have migrated the file since it was opened. */
export const checkFormat = Effect.fnUntraced(
  function*({ sql, file }: OpenPair, known: number): Effect.fn.Return<void, SqlError | StateError> {
    const [row] = yield* sql<{ readonly user_version: number }>`PRAGMA user_version`
    const found = row?.user_version ?? 0
    if (found !== known) return yield* new StateError({ file, reason: { _tag: "TooNew", found, known } })
  },
)
