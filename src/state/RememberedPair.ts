/** What the store in memory keeps of one pair, how runs change it, and how it is told. */
import { type Action } from "../domain/Action.ts"
import { type Agreement } from "../domain/Baseline.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { digestsOf } from "./digestsOf.ts"
import { intentOf } from "./intentOf.ts"
import { abandoned, keptDeeds, keptRuns } from "./keptRuns.ts"
import {
  type Checkpoint,
  type Deed,
  type Ending,
  type Mark,
  type Memory,
  type PairRecord,
  type PastRun,
  type RunKind,
  type RunRecord,
  type Settled,
  type UnfinishedRun,
} from "./StateStore.ts"
import { toldMark } from "./toldMark.ts"

export interface RememberedPair {
  readonly agreements: Map<RelPath, Agreement>
  readonly blocks: Map<RelPath, { readonly digest: string; readonly blocks: Uint8Array }>
  readonly runs: Array<RememberedRun>
  scope: string | undefined
  roots: Memory["roots"]
  mark: Mark | undefined
}

export interface RememberedRun {
  readonly number: number
  readonly intents: Map<number, Action>
  readonly checkpoints: Map<number, Checkpoint>
  record: RunRecord
  deeds: ReadonlyArray<Deed>
  done: number
}

const noRoots: Memory["roots"] = { left: undefined, right: undefined }

export const emptyPair = (): RememberedPair => ({
  agreements: new Map(),
  blocks: new Map(),
  runs: [],
  scope: undefined,
  roots: noRoots,
  mark: undefined,
})

export const settle = (pair: RememberedPair, run: RememberedRun, settled: ReadonlyArray<Settled>): void => {
  for (const { path, agreement, intent } of settled) {
    if (agreement === undefined) pair.agreements.delete(path)
    else pair.agreements.set(path, agreement)
    if (intent !== undefined) run.intents.delete(intent)
  }
  settleBlocks(pair, settled)
}

/** As the state on disk does: what a path no longer holds goes, or follows its content. */
const settleBlocks = ({ agreements, blocks }: RememberedPair, settled: ReadonlyArray<Settled>): void => {
  for (const [path, held] of blocks) {
    if (digestsOf(agreements.get(path)).includes(held.digest)) continue
    const heir = settled.find(({ agreement }) => digestsOf(agreement).includes(held.digest))
    blocks.delete(path)
    if (heir !== undefined) blocks.set(heir.path, held)
  }
  for (const { agreement, blocks: found, path } of settled) {
    const [digest] = digestsOf(agreement)
    if (found !== undefined && digest !== undefined) blocks.set(path, { digest, blocks: found })
  }
}

/** A run that an earlier end has ended stays as it was, and so does a mark by a name that the pair has given up. */
export const finish = (
  pair: RememberedPair,
  run: RememberedRun,
  mark: string,
  finished: number,
  { outcome, summary, deeds, isMarked, open }: Ending,
): void => {
  if (isUnfinished(run)) {
    run.record = { ...run.record, finished, outcome, summary }
    Object.assign(run, { deeds: deeds.slice(0, keptDeeds), done: deeds.length })
    if (isMarked && pair.mark?.id === mark) pair.mark = { ...pair.mark, least: run.number }
  }
  run.intents.clear()
  abandonRuns(pair, finished, open)
}

export const forget = (pair: RememberedPair, finished: number): void => {
  pair.agreements.clear()
  pair.blocks.clear()
  abandonRuns(pair, finished)
  Object.assign(pair, { scope: undefined, roots: noRoots, mark: undefined })
}

const abandonRuns = ({ runs }: RememberedPair, finished: number, open: ReadonlySet<string> = new Set()): void => {
  for (const run of runs.filter(isUnfinished)) {
    if (open.has(run.record.run)) continue
    run.record = { ...run.record, finished, ...abandoned }
    run.intents.clear()
  }
}

export const forgetOldRuns = ({ runs }: RememberedPair, remembered: ReadonlySet<string> = new Set()): void => {
  const old = runs.slice(0, -keptRuns).filter((run) => isUnfinished(run) || remembered.has(run.record.run))
  runs.splice(0, Math.max(0, runs.length - keptRuns), ...old)
}

const isUnfinished = ({ record }: RememberedRun): boolean => record.finished === undefined

export const toMemory = ({ agreements, scope, roots, runs, mark }: RememberedPair): Memory => ({
  baseline: new Map(agreements),
  scope,
  roots,
  unfinished: runs.filter(isUnfinished).map(toUnfinished),
  lastRun: lastOf(runs, ["apply", "resolve"]),
  lastApply: lastOf(runs, ["apply"]),
  mark: toldMark(mark, runs.some(isUnfinished)),
})

const lastOf = (runs: ReadonlyArray<RememberedRun>, kinds: ReadonlyArray<RunKind>): RunRecord | undefined =>
  runs.findLast(({ record }) => kinds.includes(record.kind))?.record

const toUnfinished = ({ record, intents, checkpoints }: RememberedRun): UnfinishedRun => ({
  run: record.run,
  started: record.started,
  intents: new Map(Array.from(intents, ([number, action]) => {
    const checkpoint = checkpoints.get(number)
    return [number, checkpoint === undefined ? intentOf(action) : { ...intentOf(action), checkpoint }]
  })),
})

export const toPairRecord = (
  [pair, { agreements, scope = "", roots, runs }]: readonly [string, RememberedPair],
): PairRecord => ({
  pair,
  agreements: agreements.size,
  scope,
  roots,
  unfinished: runs.filter(isUnfinished).length,
  lastRun: lastOf(runs, ["apply", "resolve"]),
})

export const toPastRun = ({ record, deeds, done }: RememberedRun): PastRun => ({ ...record, deeds, done })
