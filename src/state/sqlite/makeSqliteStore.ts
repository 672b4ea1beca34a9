/** The state store over one SQLite file. Nothing is opened before it is needed, nor kept open for long after. */
import { Effect, RcRef, Scope, Semaphore } from "effect"
import { type Beginning } from "../Beginning.ts"
import { emptyMemory } from "../emptyMemory.ts"
import { type Probe, type Run, type StateError, type StateStore } from "../StateStore.ts"
import { beginRun } from "./beginRun.ts"
import { createDatabase } from "./createDatabase.ts"
import { findDatabase } from "./findDatabase.ts"
import { finish } from "./finish.ts"
import { loadMemory } from "./loadMemory.ts"
import { lockPair } from "./lockPair.ts"
import { openDatabase } from "./openDatabase.ts"
import { readProbe, writeProbe } from "./probes.ts"
import { settle } from "./settle.ts"

type Store = Effect.Success<typeof StateStore>

/** `formats`: all formats up to the one written here, so that a test can stand for a later build. */
export const makeSqliteStore = Effect.fnUntraced(
  function*(file: string, formats: ReadonlyArray<string>): Effect.fn.Return<Store, never, Scope.Scope> {
    const database = yield* RcRef.make({ acquire: openDatabase(file, formats), idleTimeToLive: "1 second" })
    const held = new Map<string, Scope.Scope>()
    // Waiting for another process blocks this one, so that no fiber may wait for another fiber in the same way.
    const create = Semaphore.withPermit(yield* Semaphore.make(1), createDatabase(file, formats))

    const load = Effect.fnUntraced(function*(pair: string) {
      if (!(yield* findDatabase(file))) return emptyMemory
      return yield* loadMemory({ sql: yield* RcRef.get(database), file, pair })
    }, Effect.scoped)

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
      return {
        id: run.id,
        settle: (settled) => Effect.andThen(whileHeld(held, pair), settle(at, run, settled)),
        finish: (outcome, summary) => Effect.andThen(whileHeld(held, pair), finish(at, run, { outcome, summary })),
      }
    })

    const loadProbe = Effect.fnUntraced(function*(key: string) {
      return (yield* findDatabase(file)) ? yield* readProbe(yield* RcRef.get(database), file, key) : undefined
    }, Effect.scoped)

    const saveProbe = Effect.fnUntraced(function*(key: string, probe: Probe) {
      yield* create
      yield* writeProbe(yield* RcRef.get(database), file, key, probe)
    }, Effect.scoped)

    return { file, load, lock, begin, loadProbe, saveProbe }
  },
)

/** Writing to a pair that this process does not hold is a mistake in the code, and no state of the world. */
const whileHeld = (held: ReadonlyMap<string, Scope.Scope>, pair: string): Effect.Effect<Scope.Scope> =>
  Effect.suspend(() => {
    const scope = held.get(pair)
    return scope === undefined ? Effect.die(new Error(`pair "${pair}" is not locked`)) : Effect.succeed(scope)
  })
