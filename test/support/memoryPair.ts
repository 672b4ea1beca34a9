/** A pair of worlds in memory with a state of its own, and what tests do with it. */
import { Effect, Fiber, Layer, Result } from "effect"
import { TestClock } from "effect/testing"
import { pathOfKept } from "../../src/domain/backups.ts"
import { type Pair } from "../../src/domain/Pair.ts"
import { isWithin, type RelPath } from "../../src/domain/RelPath.ts"
import { type Side } from "../../src/domain/Side.ts"
import { backupFolder, markPrefix, runOf } from "../../src/domain/temporaries.ts"
import { type Endpoint, Endpoints } from "../../src/endpoint/Endpoint.ts"
import { EndpointError, type EndpointReason } from "../../src/endpoint/EndpointError.ts"
import { memoryEndpoint } from "../../src/endpoint/memory/memoryEndpoint.ts"
import {
  type MemoryOptions,
  type MemoryWorld,
  memoryWorld,
  type Moment,
} from "../../src/endpoint/memory/MemoryWorld.ts"
import { carryOut } from "../../src/engine/carryOut.ts"
import { preparePair, previewPair } from "../../src/engine/preparePair.ts"
import { Reporter } from "../../src/report/Reporter.ts"
import { type SyncEvent } from "../../src/report/SyncEvent.ts"
import { layerMemory } from "../../src/state/layerMemory.ts"
import { type Run, StateStore } from "../../src/state/StateStore.ts"
import { pairOf } from "./entries.ts"

/** One step of either side, as it comes. */
export interface Step {
  readonly side: Side
  readonly moment: Moment
  readonly path: RelPath | undefined
}

export interface MemoryPair {
  readonly pair: Pair
  readonly left: MemoryWorld
  readonly right: MemoryWorld
  readonly steps: Array<Step> // all that were taken, on both sides
  readonly events: Array<SyncEvent>
  /** Comes right before every step of either side; it may change the worlds, and make the step fail. */
  before: (step: Step, number: number) => EndpointError | undefined
  /** As if this process were dead: the state takes no note of anything any more. */
  isDead: boolean
  /** To be provided once around all passes that share a past. */
  readonly layer: Layer.Layer<Endpoints | StateStore | Reporter>
}

/** Where both sides of a pair keep old versions: for as long as is said, or for ever. */
export const backups = (keep?: number): Pair["backup"] => ({
  left: { place: { _tag: "Local", path: "/left/backup", written: "./left/backup" }, keep },
  right: { place: { _tag: "Local", path: "/right/backup", written: "./right/backup" }, keep },
})

export interface MemoryPairOptions {
  readonly pair?: Partial<Pair>
  readonly left?: Partial<MemoryOptions>
  readonly right?: Partial<MemoryOptions>
  readonly opened?: (endpoint: Endpoint) => Endpoint // what becomes of each endpoint as it is opened
}

export const memoryPair = ({ opened = (endpoint) => endpoint, ...options }: MemoryPairOptions = {}): MemoryPair => {
  const left = memoryWorld({ name: "left", ...options.left })
  const right = memoryWorld({ name: "right", ...options.right })
  const events: Array<SyncEvent> = []
  const steps: Array<Step> = []
  const both: MemoryPair = {
    pair: pairOf(options.pair),
    left,
    right,
    steps,
    events,
    before: () => undefined,
    isDead: false,
    layer: Layer.mergeAll(
      Layer.succeed(Endpoints, {
        open: ({ path }, place) => Effect.succeed(opened(memoryEndpoint(path === "/left" ? left : right, place))),
      }),
      mortalState(() => both.isDead),
      Layer.succeed(Reporter, { emit: (event) => Effect.sync(() => void events.push(event)) }),
    ),
  }
  for (const side of ["left", "right"] as const) {
    both[side].before = (moment, path) => {
      const step = { side, moment, path }
      steps.push(step)
      return both.before(step, steps.length - 1)
    }
  }
  return both
}

/** The state in memory, as a process that may die leaves it. */
const mortalState = (isDead: () => boolean): Layer.Layer<StateStore> =>
  Layer.effect(
    StateStore,
    Effect.map(StateStore, (store) => ({
      ...store,
      begin: (beginning) =>
        Effect.map(store.begin(beginning), (run): Run => ({
          ...run,
          settle: (settled) => Effect.suspend(() => isDead() ? Effect.void : run.settle(settled)),
          checkpoint: (...noted) => Effect.suspend(() => isDead() ? Effect.void : run.checkpoint(...noted)),
          finish: (ending) => Effect.suspend(() => isDead() ? Effect.void : run.finish(ending)),
        })),
    })),
  ).pipe(Layer.provide(layerMemory))

/** A world per side, written as path to text; a path that ends in a slash is an empty directory. */
export const fill = (world: MemoryWorld, tree: Readonly<Record<string, string>>): void => {
  for (const [path, text] of Object.entries(tree)) {
    if (path.endsWith("/")) world.putEntry(path.slice(0, -1), { _tag: "Directory" })
    else world.put(path, text)
  }
}

/** What a world holds, written the same way. Its mark and its backup folder are not part of it. */
export const treeOf = (world: MemoryWorld): Record<string, string> =>
  Object.fromEntries(
    world.paths().filter((path) => !isMark(path) && !isWithin(backup, path)).map((path): [string, string] => {
      const content = textAt(world, path)
      return content === undefined ? [`${path}/`, ""] : [path, content]
    }),
  )

/** The old versions that a world keeps, by the paths that they had. */
export const keptIn = (world: MemoryWorld): Record<string, ReadonlyArray<string>> => {
  const kept: Record<string, Array<string>> = {}
  for (const path of world.paths()) {
    const content = textAt(world, path)
    if (content !== undefined && isWithin(backup, path)) (kept[pathOfKept(pathOfKept(path))] ??= []).push(content)
  }
  return kept
}

export const textAt = (world: MemoryWorld, path: string): string | undefined => {
  const content = world.content(path)
  return content && new TextDecoder().decode(content)
}

export const isMark = (path: string): boolean => path.startsWith(markPrefix)

const backup = backupFolder as RelPath

/** What is still called like a temporary. */
export const leftoversIn = (world: MemoryWorld): ReadonlyArray<RelPath> =>
  world.paths().filter((path) => runOf(path) !== undefined)

/** Plans the pair under lock and carries out what was planned, whatever would have halted it. */
export const pass = ({ pair }: MemoryPair) =>
  Effect.scoped(Effect.flatMap(preparePair(pair), (prepared) => carryOut(prepared, () => "a summary")))

export const preview = ({ pair }: MemoryPair) => Effect.map(previewPair(pair), ({ plan }) => plan)

/** Lets the clock run on for as long as the work needs it. */
export const patiently = Effect.fnUntraced(function*<A, E, R>(work: Effect.Effect<A, E, R>) {
  const fiber = yield* Effect.forkChild(work)
  while (fiber.pollUnsafe() === undefined) yield* TestClock.adjust("1 second")
  return yield* Fiber.join(fiber)
})

/** The same, for work that may fail; a defect, such as an assertion that does not hold, travels on. */
export const attempted = <A, E, R>(work: Effect.Effect<A, E, R>) =>
  Effect.map(patiently(Effect.result(work)), (result) => Result.isSuccess(result) ? result.success : undefined)

export const faultOf = (reason: EndpointReason, operation = "do it"): EndpointError =>
  new EndpointError({ endpoint: "memory", operation, reason })

export const lost = faultOf({ _tag: "ConnectionLost", message: "the cable was pulled" })
export const denied = faultOf({ _tag: "PermissionDenied" })

const changing: ReadonlySet<Moment> = new Set([
  "make-root",
  "write",
  "write-chunk",
  "make-backup",
  "set-aside",
  "publish",
  "clear-aside",
  "bring-back",
  "make-directory",
  "remove",
  "rename",
  "recover",
  "put-back",
])

export const isChange = ({ moment }: Step): boolean => changing.has(moment)

/** Steps that would change a side. */
export const changesOn = ({ steps }: MemoryPair, side: Side): ReadonlyArray<Step> =>
  steps.filter((step) => step.side === side && isChange(step))
