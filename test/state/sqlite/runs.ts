/** Runs against a state file as separate processes would make them: each with a store of its own. */
import { Effect } from "effect"
import { layerSqlite } from "../../../src/state/layerSqlite.ts"
import { type Memory, type StateError, StateStore } from "../../../src/state/StateStore.ts"
import { at, beginning, deedAt, ending, fileOf } from "../samples.ts"

export const load = (file: string, pair = "notes"): Effect.Effect<Memory, StateError> =>
  StateStore.use((state) => state.load(pair)).pipe(Effect.provide(layerSqlite(file)))

/** A run that settles all its paths, leaves marks, and ends well. */
export const runOnce = (file: string, paths: ReadonlyArray<string>, pair = "notes"): Effect.Effect<void, StateError> =>
  Effect.gen(function*() {
    const state = yield* StateStore
    yield* state.lock(pair)
    const run = yield* state.begin(beginning(pair, ...paths))
    yield* run.settle(paths.map((path, intent) => ({ path: at(path), agreement: fileOf(intent), intent })))
    yield* run.finish(ending("ok", "done", { deeds: paths.map((path) => deedAt(path, "as told")), isMarked: true }))
  }).pipe(Effect.scoped, Effect.provide(layerSqlite(file)))

/** A run that settles its first path and is then forgotten about. */
export const runHalfway = (file: string, paths: ReadonlyArray<string>): Effect.Effect<void, StateError> =>
  Effect.gen(function*() {
    const state = yield* StateStore
    yield* state.lock("notes")
    const run = yield* state.begin(beginning("notes", ...paths))
    yield* run.settle([{ path: at(paths[0] ?? "none"), agreement: fileOf(0), intent: 0 }])
  }).pipe(Effect.scoped, Effect.provide(layerSqlite(file)))
