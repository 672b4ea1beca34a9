/** Brings an old version back to the side that it comes from. What stands in its place goes to the backup in turn. */
import { Effect } from "effect"
import { type Action } from "../domain/Action.ts"
import { type Pair } from "../domain/Pair.ts"
import { lineage, type RelPath } from "../domain/RelPath.ts"
import { roleOf, type Side } from "../domain/Side.ts"
import { temporaryName } from "../domain/temporaries.ts"
import { type Endpoint } from "../endpoint/Endpoint.ts"
import { type Memory, StateStore } from "../state/StateStore.ts"
import { type Version } from "./findVersions.ts"
import { oldVersions } from "./oldVersions.ts"
import { scopeOf } from "./scopeOf.ts"
import { type Sides } from "./Sides.ts"

/**
 * The pair must be locked. Nothing is remembered as being in step: the next pass finds the restored version as an edit of
 * that side, and in a two-way pair takes it to the other one.
 */
export const restoreVersion = Effect.fn("restoreVersion")(
  function*(pair: Pair, sides: Sides, memory: Memory, { side, path, kept, file, run: from }: Version) {
    const state = yield* StateStore
    const target = sides[side]
    const backup = target.backup
    if (backup === undefined) return
    const expected = yield* target.stat(path)
    const action: Action = { _tag: "Transfer", side, path, expected, wanted: file, from: path }
    const run = yield* state.begin({
      pair: pair.name,
      scope: memory.scope ?? scopeOf(pair),
      roots: { left: yield* rootOf("left", sides, memory), right: yield* rootOf("right", sides, memory) },
      actions: [action],
    })
    yield* makeParents(target, path)
    const old = oldVersions(pair.mode, sides, run)(side, path)
    const temporary = temporaryName(run.id, 0, 0)
    yield* target.write({ path, expected, wanted: file, temporary, old, isResumed: false }, backup.read(kept, file))
    yield* run.finish({
      outcome: "ok",
      summary: `Restored ${path} on the ${roleOf(pair.mode, side)}, as run ${from} had put it away.`,
      deeds: [{
        verb: expected === undefined ? "add" : "change",
        side,
        path,
        note: `restored from the backup: ${kept}`,
      }],
      isMarked: false,
    })
  },
)

const rootOf = (side: Side, sides: Sides, { roots }: Memory) =>
  roots[side] === undefined ? sides[side].rootId : Effect.succeed(roots[side])

const makeParents = (target: Endpoint, path: RelPath) =>
  Effect.forEach(lineage(path).slice(1).toReversed(), (directory) =>
    Effect.flatMap(
      target.stat(directory),
      (found) => found === undefined ? target.makeDirectory(directory) : Effect.void,
    ), { discard: true })
