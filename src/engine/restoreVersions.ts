/** Brings old versions back, as a run of its own. What stands in their place goes to the backup in turn. */
import { Clock, Effect } from "effect"
import { type Action } from "../domain/Action.ts"
import { type ApplyReport, type Outcome } from "../domain/ApplyReport.ts"
import { roleOf, type Side } from "../domain/Side.ts"
import { Flight } from "../endpoint/Flight.ts"
import { mostRestored } from "../endpoint/limited.ts"
import { StateStore } from "../state/StateStore.ts"
import { outcomeOf } from "./carryOut.ts"
import { deedsOf } from "./deedsOf.ts"
import { noDelta } from "./delta/Delta.ts"
import { oldVersions } from "./oldVersions.ts"
import { type Opened } from "./openPair.ts"
import { perform } from "./perform.ts"
import { runsKept } from "./pruneBackups.ts"
import { type Sides } from "./Sides.ts"
import { Stopping } from "./Stopping.ts"

/**
 * Nothing is remembered as being in step, and sides that have not met still have not: the next pass finds what was
 * restored as an edit of that side, and in a two-way pair takes it to the other one. The roots are remembered where none
 * were, because recovery goes by them. A run that may have left something on a side is not finished here.
 */
export const restoreVersions = Effect.fn("restoreVersions")(
  function*({ pair, memory, sides }: Pick<Opened, "pair" | "memory" | "sides">, actions: ReadonlyArray<Action>) {
    const { mode, name } = pair
    const state = yield* StateStore
    const stopping = yield* Stopping
    const started = yield* Clock.currentTimeMillis
    const rootOf = (side: Side) => Effect.map(sides[side].rootId, (found) => memory.roots[side] ?? found)
    const roots = { left: yield* rootOf("left"), right: yield* rootOf("right") }
    const remembered = yield* runsKept(sides)
    const run = yield* state.begin({ pair: name, kind: "restore", scope: memory.scope, roots, actions, remembered })
    const old = oldVersions(mode, sides, run)
    const flight = new Flight(mostRestored)
    const outcomes: Array<Outcome> = []
    let isTorn = false
    const torn = () => {
      isTorn = true
    }
    const take = Effect.fnUntraced(function*(action: Action, number: number) {
      if (stopping.isRequested) return
      const by = {
        sides: fedFromBackup(sides, action.side),
        run: run.id,
        old,
        flight,
        delta: noDelta,
        passed: () => Effect.void,
        torn,
      }
      const outcome = yield* perform(action, number, by)
      if (outcome !== undefined) outcomes.push(outcome)
    })
    const folders = actions.filter(({ _tag }) => _tag === "MakeDirectory")
    yield* Effect.forEach(folders, take, { discard: true })
    yield* Effect.forEach(actions.slice(folders.length), (action, index) => take(action, folders.length + index), {
      concurrency: mostRestored,
      discard: true,
    })
    const report: ApplyReport = {
      pair: name,
      mode,
      outcomes,
      interrupted: outcomes.length < actions.length,
      bytes: 0,
      milliseconds: (yield* Clock.currentTimeMillis) - started,
    }
    const deeds = deedsOf(report, sides, run)
    const open = new Set(memory.unfinished.map((earlier) => earlier.run)) // the next pass asks them where holes may be
    if (!isTorn) {
      yield* run.finish({
        outcome: outcomeOf(report, "unneeded"),
        summary: summaryOf(report),
        deeds,
        isMarked: false,
        open,
      })
    }
    return report
  },
  (work) => Effect.flatMap(Stopping, ({ hold }) => hold(work)),
)

/** What an action of this side reads comes from its backup, in place of the other side. */
const fedFromBackup = (sides: Sides, side: Side): Sides => {
  const { backup = sides[side] } = sides[side]
  return side === "left" ? { left: sides.left, right: backup } : { left: backup, right: sides.right }
}

const summaryOf = ({ mode, outcomes }: ApplyReport): string => {
  const files = outcomes.filter(({ action }) => action._tag === "Transfer")
  const done = files.filter(({ _tag }) => _tag === "Done")
  const [only] = done
  return done.length === 1 && files.length === 1 && only !== undefined
    ? `Restored ${only.action.path} on the ${roleOf(mode, only.action.side)}.`
    : `Restored ${done.length} of ${files.length} files.`
}
