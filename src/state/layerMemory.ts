/** The state store in memory: it behaves as the one on disk does, and is gone with its layer. */
import { Clock, Effect, Layer, type Scope } from "effect"
import { type Agreement } from "../domain/Baseline.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { type Beginning } from "./Beginning.ts"
import { emptyMemory } from "./emptyMemory.ts"
import { abandoned, keptRuns } from "./keptRuns.ts"
import { makeRunId } from "./makeRunId.ts"
import {
  type Memory,
  type Probe,
  type Run,
  type RunRecord,
  type Settled,
  StateError,
  StateStore,
  type UnfinishedRun,
} from "./StateStore.ts"

interface Remembered {
  readonly agreements: Map<RelPath, Agreement>
  readonly runs: Array<RememberedRun>
  scope: string
  roots: Memory["roots"]
}

interface RememberedRun {
  record: RunRecord
  readonly intents: Map<number, Beginning["actions"][number]>
}

export const layerMemory: Layer.Layer<StateStore> = Layer.sync(StateStore, () => {
  const pairs = new Map<string, Remembered>()
  const held = new Set<string>()
  const probes = new Map<string, string>()

  const begin = Effect.fnUntraced(function*(beginning: Beginning): Effect.fn.Return<Run> {
    const { pair, scope, roots, actions } = beginning
    yield* checkHeld(held, pair)
    const known = [...pairs.values()].flatMap(({ runs }) => runs)
    const id = yield* makeRunId((id) => Effect.succeed(known.some(({ record }) => record.run === id)))
    const started = yield* Clock.currentTimeMillis
    const remembered: Remembered = pairs.get(pair) ?? { agreements: new Map(), runs: [], scope, roots }
    pairs.set(pair, remembered)
    Object.assign(remembered, { scope, roots: { left: roots.left, right: roots.right } })
    const run: RememberedRun = {
      record: { run: id, started, finished: undefined, outcome: undefined, summary: "" },
      intents: new Map(actions.entries()),
    }
    remembered.runs.push(run)
    forgetOldRuns(remembered.runs)
    return {
      id,
      settle: (settled) => Effect.map(checkHeld(held, pair), () => settle(remembered, run, settled)),
      finish: Effect.fnUntraced(function*(outcome, summary) {
        yield* checkHeld(held, pair)
        const finished = yield* Clock.currentTimeMillis
        for (const each of remembered.runs.filter(isUnfinished)) {
          each.record = { ...each.record, finished, ...(each === run ? { outcome, summary } : abandoned) }
          each.intents.clear()
        }
      }),
    }
  })

  return {
    file: "memory",
    load: (pair) => Effect.sync(() => toMemory(pairs.get(pair))),
    lock: (pair) => hold(held, pair),
    begin,
    loadProbe: (key) =>
      Effect.sync((): Probe => {
        const text = probes.get(key)
        return text === undefined ? undefined : JSON.parse(text)
      }),
    saveProbe: (key, probe) => Effect.sync(() => void probes.set(key, JSON.stringify(probe))),
  }
})

const hold = (held: Set<string>, pair: string): Effect.Effect<void, StateError, Scope.Scope> =>
  Effect.asVoid(Effect.acquireRelease(
    Effect.suspend(() => {
      const reason = { _tag: "Locked", holder: "this process" } as const
      if (held.has(pair)) return Effect.fail(new StateError({ file: "memory", pair, reason }))
      return Effect.succeed(held.add(pair))
    }),
    () => Effect.sync(() => held.delete(pair)),
  ))

const checkHeld = (held: ReadonlySet<string>, pair: string): Effect.Effect<void> =>
  Effect.suspend(() => held.has(pair) ? Effect.void : Effect.die(new Error(`pair "${pair}" is not locked`)))

const settle = (remembered: Remembered, run: RememberedRun, settled: ReadonlyArray<Settled>): void => {
  for (const { path, agreement, intent } of settled) {
    if (agreement === undefined) remembered.agreements.delete(path)
    else remembered.agreements.set(path, agreement)
    if (intent !== undefined) run.intents.delete(intent)
  }
}

const isUnfinished = ({ record }: RememberedRun): boolean => record.finished === undefined

const forgetOldRuns = (runs: Array<RememberedRun>): void => {
  const old = runs.slice(0, -keptRuns).filter(isUnfinished)
  runs.splice(0, Math.max(0, runs.length - keptRuns), ...old)
}

const toMemory = (remembered: Remembered | undefined): Memory =>
  remembered === undefined ? emptyMemory : {
    baseline: new Map(remembered.agreements),
    scope: remembered.scope,
    roots: remembered.roots,
    unfinished: remembered.runs.filter(isUnfinished).map(toUnfinished),
    lastRun: remembered.runs.at(-1)?.record,
  }

const toUnfinished = ({ record, intents }: RememberedRun): UnfinishedRun => ({
  run: record.run,
  intents: new Map(Array.from(intents, ([number, { side, path }]) => [number, { side, path }])),
})
