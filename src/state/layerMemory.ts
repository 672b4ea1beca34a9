/** The state store in memory: it behaves as the one on disk does, and is gone with its layer. */
import { Clock, Effect, Layer, type Scope } from "effect"
import { type Beginning } from "./Beginning.ts"
import { emptyMemory } from "./emptyMemory.ts"
import { makeMarkId } from "./makeMarkId.ts"
import { makeRunId } from "./makeRunId.ts"
import { markBegun } from "./markBegun.ts"
import { type MemoryPassBook, memoryPassBook } from "./memoryPassBook.ts"
import { refusalToRename } from "./refusalToRename.ts"
import {
  emptyPair,
  finish,
  forget,
  forgetOldRuns,
  type RememberedPair,
  type RememberedRun,
  settle,
  toMemory,
  toPairRecord,
  toPastRun,
} from "./RememberedPair.ts"
import { type PairRecord, type Probe, type Run, StateError, StateStore } from "./StateStore.ts"

const file = "memory"

interface Kept {
  readonly pairs: Map<string, RememberedPair>
  readonly held: Set<string>
  readonly passes: MemoryPassBook
  lastNumber: number
}

export const layerMemory: Layer.Layer<StateStore> = Layer.sync(StateStore, () => {
  const kept: Kept = { pairs: new Map(), held: new Set(), passes: memoryPassBook(), lastNumber: 0 }
  const { pairs, held } = kept
  const probes = new Map<string, string>()
  return {
    file,
    load: (pair) =>
      Effect.sync(() => {
        const past = pairs.get(pair)
        return past === undefined ? emptyMemory : toMemory(past)
      }),
    lock: (pair) => hold(held, pair),
    begin: (beginning) => begin(kept, beginning),
    pairs: Effect.sync(() => Array.from(pairs, toPairRecord).toSorted(byName)),
    history: (pair, most, only) =>
      Effect.sync(() => {
        const runs = (pairs.get(pair)?.runs ?? []).filter(({ record }) => only === undefined || record.run === only)
        return runs.toReversed().slice(0, most).map(toPastRun)
      }),
    forget: (pair) => changePast(kept, pair, forget),
    adopt: (pair, { left, right }) =>
      changePast(kept, pair, (past) => void Object.assign(past, { roots: { left, right }, mark: undefined })),
    rename: (pair, name) => rename(kept, pair, name),
    remove: (pair) =>
      changePast(kept, pair, () => {
        pairs.delete(pair)
        kept.passes.remove(pair)
      }),
    passes: kept.passes,
    holder: (pair) => Effect.sync(() => held.has(pair) ? "this process" : undefined),
    loadProbe: (key) =>
      Effect.sync((): Probe => {
        const text = probes.get(key)
        return text === undefined ? undefined : JSON.parse(text)
      }),
    saveProbe: (key, probe) => Effect.sync(() => void probes.set(key, JSON.stringify(probe))),
  }
})

const begin = Effect.fnUntraced(function*(kept: Kept, beginning: Beginning): Effect.fn.Return<Run> {
  const { pairs, held } = kept
  const { pair, kind, scope, roots, actions, remembered } = beginning
  yield* checkHeld(held, pair)
  const runs = [...pairs.values()].flatMap((each) => each.runs)
  const id = yield* makeRunId((id) => Effect.succeed(runs.some(({ record }) => record.run === id)))
  const started = yield* Clock.currentTimeMillis
  const past = pairs.get(pair) ?? emptyPair()
  pairs.set(pair, past)
  const known = past.mark ?? { id: yield* makeMarkId, least: 0, most: 0 }
  const { id: mark } = known
  const number = ++kept.lastNumber
  Object.assign(past, {
    scope,
    roots: { left: roots.left, right: roots.right },
    mark: markBegun(known, kind, number),
  })
  const run: RememberedRun = {
    number,
    record: { run: id, kind, started, finished: undefined, outcome: undefined, summary: "" },
    intents: new Map(actions.entries()),
    checkpoints: new Map(),
    deeds: [],
    done: 0,
  }
  past.runs.push(run)
  forgetOldRuns(past, remembered)
  return {
    id,
    started,
    number,
    mark,
    settle: (settled) => Effect.map(checkHeld(held, pair), () => settle(past, run, settled)),
    blocksOf: (digest) => Effect.sync(() => [...past.blocks.values()].find((held) => held.digest === digest)?.blocks),
    checkpoint: (intent, checkpoint) =>
      Effect.map(checkHeld(held, pair), () => {
        if (checkpoint === undefined) run.checkpoints.delete(intent)
        else run.checkpoints.set(intent, checkpoint)
      }),
    finish: Effect.fnUntraced(function*(ending) {
      yield* checkHeld(held, pair)
      finish(past, run, mark, yield* Clock.currentTimeMillis, ending)
    }),
  }
})

const changePast = Effect.fnUntraced(
  function*({ pairs, held }: Kept, pair: string, change: (past: RememberedPair, now: number) => void) {
    yield* checkHeld(held, pair)
    const past = pairs.get(pair)
    if (past !== undefined) change(past, yield* Clock.currentTimeMillis)
  },
)

const rename = Effect.fnUntraced(
  function*({ pairs, held, passes }: Kept, pair: string, name: string): Effect.fn.Return<void, StateError> {
    yield* checkHeld(held, pair)
    yield* checkHeld(held, name)
    const past = pairs.get(pair)
    if (past === undefined || pairs.has(name)) {
      return yield* refusalToRename({ file, pair, name, hasPast: past !== undefined })
    }
    pairs.delete(pair)
    pairs.set(name, past)
    passes.rename(pair, name)
  },
)

const byName = (one: PairRecord, other: PairRecord): number => one.pair < other.pair ? -1 : 1

const hold = (held: Set<string>, pair: string): Effect.Effect<void, StateError, Scope.Scope> =>
  Effect.asVoid(Effect.acquireRelease(
    Effect.suspend(() => {
      const reason = { _tag: "Locked", holder: "this process" } as const
      if (held.has(pair)) return Effect.fail(new StateError({ file, pair, reason }))
      return Effect.succeed(held.add(pair))
    }),
    () => Effect.sync(() => held.delete(pair)),
  ))

const checkHeld = (held: ReadonlySet<string>, pair: string): Effect.Effect<void> =>
  Effect.suspend(() => held.has(pair) ? Effect.void : Effect.die(new Error(`pair "${pair}" is not locked`)))
