/** The state store in a SQLite file on this machine. */
import { Layer } from "effect"
import { formats } from "./sqlite/formats.ts"
import { makeSqliteStore } from "./sqlite/makeSqliteStore.ts"
import { StateStore } from "./StateStore.ts"

/**
 * `load` reports every run that began and did not finish, the one under way included: only who holds the pair's lock
 * knows that no such run is alive, and may act on them.
 */
export const layerSqlite = (file: string): Layer.Layer<StateStore> =>
  Layer.effect(StateStore, makeSqliteStore(file, formats))
