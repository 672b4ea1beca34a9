/** The state store over one SQLite file. Nothing is opened before it is needed, nor kept open for long after. */
import { Effect, RcRef, Scope, Semaphore } from "effect"
import { type Beginning } from "../Beginning.ts"
import { emptyMemory } from "../emptyMemory.ts"
import { refusalToRename } from "../refusalToRename.ts"
import { type Run, type StateError, type StateStore } from "../StateStore.ts"
import { adoptRoots } from "./adoptRoots.ts"
import { beginRun } from "./beginRun.ts"
import { readBlocks } from "./blocks.ts"
import { type Change, changePast } from "./changePast.ts"
import { createDatabase } from "./createDatabase.ts"
import { findDatabase } from "./findDatabase.ts"
import { findHolder } from "./findHolder.ts"
import { finish } from "./finish.ts"
import { forgetPast } from "./forgetPast.ts"
import { listPairs } from "./listPairs.ts"
import { loadMemory } from "./loadMemory.ts"
import { lockPair } from "./lockPair.ts"
import { makePassBook } from "./makePassBook.ts"
import { openDatabase } from "./openDatabase.ts"
import { type OpenState } from "./OpenPair.ts"
import { readProbe, writeProbe } from "./probes.ts"
import { readHistory } from "./readHistory.ts"
import { removePast } from "./removePast.ts"
import { renamePast } from "./renamePast.ts"
import { noteCheckpoint, settle } from "./settle.ts"
import { stateErrorAt } from "./stateErrorAt.ts"

type Store = Effect.Success<typeof StateStore>

/** `formats`: all formats up to the one written here, so that a test can stand for a later build. */
export const makeSqliteStore = Effect.fnUntraced(
  function*(file: string, formats: ReadonlyArray<string>): Effect.fn.Return<Store, never, Scope.Scope> {
    const database = yield* RcRef.make({ acquire: openDatabase(file, formats), idleTimeToLive: "1 second" })
    const held = new Map<string, Scope.Scope>()
    // Waiting for another process blocks this one, so that no fiber may wait for another fiber in the same way.
    const create = Semaphore.withPermit(yield* Semaphore.make(1), createDatabase(file, formats))

    /** A state that does not exist yet is not made by looking for it. */
    const whereThere = <A>(
      work: (state: OpenState) => Effect.Effect<A, StateError>,
      otherwise: Effect.Effect<A, StateError>,
    ): Effect.Effect<A, StateError> =>
      Effect.flatMap(
        findDatabase(file),
        (isThere) =>
          isThere ? Effect.scoped(Effect.flatMap(RcRef.get(database), (sql) => work({ sql, file }))) : otherwise,
      )

    const lock = Effect.fnUntraced(function*(pair: string): Effect.fn.Return<void, StateError, Scope.Scope> {
      yield* lockPair(file, pair)
      const scope = yield* Effect.scope
      yield* Effect.acquireRelease(
        Effect.sync(() => held.set(pair, scope)),
        () => Effect.sync(() => held.delete(pair)),
      )
    })

    const begin = Effect.fnUntraced(function*(beginning: Beginning): Effect.fn.Return<Run, StateError> {
      const { pair } = beginning
      const scope = yield* whileHeld(held, pair)
      yield* create
      // The file stays open as long as the pair is locked.
      const at = { sql: yield* Scope.provide(RcRef.get(database), scope), file, pair }
      const run = yield* beginRun(at, formats.length, beginning)
      const { id, started, number } = run.row
      return {
        id,
        started,
        number,
        mark: run.mark,
        settle: (settled) => Effect.andThen(whileHeld(held, pair), settle(at, run.row, settled)),
        blocksOf: (digest) => Effect.mapError(readBlocks(at.sql, run.row.pair, digest), stateErrorAt(file, pair)),
        checkpoint: (intent, checkpoint) =>
          Effect.andThen(whileHeld(held, pair), noteCheckpoint(at, run.row, intent, checkpoint)),
        finish: (ending) => Effect.andThen(whileHeld(held, pair), finish(at, run, ending)),
      }
    })

    const change = (pair: string, change: Change, otherwise: Effect.Effect<void, StateError> = Effect.void) =>
      Effect.andThen(
        whileHeld(held, pair),
        whereThere((state) => changePast({ ...state, pair }, formats.length, change, otherwise), otherwise),
      )

    const rename = (pair: string, name: string) =>
      Effect.andThen(
        whileHeld(held, name),
        change(pair, renamePast(name), Effect.fail(refusalToRename({ file, pair, name, hasPast: false }))),
      )

    /** For what may be written without the pair being locked. */
    const whereMade = (work: (state: OpenState) => Effect.Effect<void, StateError>) =>
      Effect.scoped(Effect.andThen(
        create,
        Effect.flatMap(RcRef.get(database), (sql) => work({ sql, file })),
      ))

    return {
      file,
      load: (pair) => whereThere((state) => loadMemory({ ...state, pair }), Effect.succeed(emptyMemory)),
      lock,
      begin,
      pairs: whereThere(listPairs, Effect.succeed([])),
      history: (pair, most, only) =>
        whereThere((state) => readHistory({ ...state, pair }, most, only), Effect.succeed([])),
      forget: (pair) => change(pair, forgetPast),
      adopt: (pair, roots) => change(pair, adoptRoots(roots)),
      rename,
      remove: (pair) => change(pair, removePast),
      holder: (pair) => findHolder(file, pair),
      passes: makePassBook(whereThere, whereMade),
      loadProbe: (key) => whereThere(({ sql }) => readProbe(sql, file, key), Effect.succeed(undefined)),
      saveProbe: (key, probe) => whereMade(({ sql }) => writeProbe(sql, file, key, probe)),
    }
  },
)

/** Writing to a pair that this process does not hold is a mistake in the code, and no state of the world. */
const whileHeld = (held: ReadonlyMap<string, Scope.Scope>, pair: string): Effect.Effect<Scope.Scope> =>
  Effect.suspend(() => {
    const scope = held.get(pair)
    return scope === undefined ? Effect.die(new Error(`pair "${pair}" is not locked`)) : Effect.succeed(scope)
  })
