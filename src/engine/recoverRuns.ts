/**
 * Brings back order after runs that never finished: what they were writing goes, what they had moved away comes back.
 * The pair must be locked: then none of them is alive. Done before anybody looks, or their holes would pass for deletes.
 */
import { Effect } from "effect"
import { keptPath, pathOfKept, runFolder } from "../domain/backups.ts"
import { type Entry } from "../domain/Entry.ts"
import { type Pair } from "../domain/Pair.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { type Side, sides as bothSides } from "../domain/Side.ts"
import { originOf } from "../domain/temporaries.ts"
import { type Endpoint } from "../endpoint/Endpoint.ts"
import { type EndpointError } from "../endpoint/EndpointError.ts"
import { type Memory, type UnfinishedRun } from "../state/StateStore.ts"
import { bringHome } from "./bringHome.ts"
import { clearAside } from "./clearAside.ts"
import { endMove } from "./endMove.ts"
import { findLeftovers } from "./findLeftovers.ts"
import { listBelow } from "./listBelow.ts"
import { markNumber, markPath } from "./marks.ts"
import { type Sides } from "./Sides.ts"

const atOnce = { concurrency: 16, discard: true } as const

export const recoverRuns = Effect.fn("recoverRuns")(function*(
  { mode }: Pick<Pair, "mode">,
  memory: Memory,
  sides: Sides,
) {
  const { unfinished, roots } = memory
  if (unfinished.length === 0) return
  for (const side of bothSides) {
    // In another folder than that of those runs nothing of theirs is to be found, and nothing is to be put.
    if ((yield* sides[side].rootId) !== roots[side]) continue
    const leftovers = yield* findLeftovers(unfinished, side, sides[side])
    const agreed = (home: RelPath) => mode === "two-way" ? memory.baseline.get(home)?.[side] : undefined
    yield* clearLeftovers(leftovers, memory, (leftover, home, from) =>
      from === undefined
        ? recover(sides[side], leftover, home, agreed(home))
        : endMove(sides[side], leftover, { from, path: home }))
    for (const run of unfinished) yield* putBack(run, side, sides[side])
  }
})

/** A name of a run that the journal does not know is left alone: it may be a user's. */
const clearLeftovers = (
  leftovers: ReadonlyArray<RelPath>,
  { unfinished, mark }: Memory,
  clear: (leftover: RelPath, home: RelPath, from: RelPath | undefined) => Effect.Effect<void, EndpointError>,
) => {
  const runs = new Map(unfinished.map((run) => [run.run, run.intents]))
  return Effect.forEach(leftovers, (path) => {
    const origin = originOf(path)
    const intents = origin && runs.get(origin.run)
    if (origin === undefined || intents === undefined) return Effect.void
    const intent = intents.get(origin.number)
    // A part of a run that is over is nobody's, whatever it was for.
    const home = origin.number === markNumber && mark !== undefined
      ? markPath(mark.id)
      : intent?.path ?? (path.endsWith(".part") ? path : undefined)
    return home === undefined ? Effect.void : clear(path, home, intent?.from)
  }, atOnce)
}

/**
 * What a user put in the place of a file just as that was set aside goes back whatever it is, or stays where it is.
 * `agreed`: what a two-way pair had in step there. Only that may be removed: another version is an edit.
 */
const recover = (
  endpoint: Endpoint,
  leftover: RelPath,
  home: RelPath,
  agreed: Entry | undefined,
): Effect.Effect<void, EndpointError> =>
  Effect.flatMap(
    endpoint.stat(leftover),
    (found) =>
      leftover.endsWith(".old") && (agreed !== undefined || found?._tag !== "File")
        ? clearAside(endpoint, leftover, home, agreed)
        : endpoint.recover(leftover, home),
  )

/** What was moved into the backup for something that then did not come about. */
const putBack = Effect.fnUntraced(function*({ run, started, intents }: UnfinishedRun, side: Side, endpoint: Endpoint) {
  const { backup } = endpoint
  if (backup === undefined) return
  const open = new Set(Array.from(intents.values()).flatMap((intent) => intent.side === side ? intent.path : []))
  if (open.size === 0) return
  const folder = runFolder(run, started) as RelPath
  const kept = yield* listBelow(backup, folder)
  const needed = kept.flatMap(({ path, entry }): ReadonlyArray<RelPath> =>
    entry._tag === "File" && open.has(pathOfKept(path)) ? [pathOfKept(path)] : []
  )
  yield* Effect.forEach(needed, (path) => bringHome(endpoint, keptPath(folder, path), path), atOnce)
})
