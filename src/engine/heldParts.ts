/** Parts that runs which never finished left of large files, and that a later run may go on with. */
import { Effect } from "effect"
import { type Action, type Transfer } from "../domain/Action.ts"
import { type ApplyReport } from "../domain/ApplyReport.ts"
import { unchanged } from "../domain/Entry.ts"
import { parentOf, type RelPath } from "../domain/RelPath.ts"
import { type Side } from "../domain/Side.ts"
import { originOf } from "../domain/temporaries.ts"
import { Reporter } from "../report/Reporter.ts"
import { type Checkpoint, type UnfinishedRun } from "../state/StateStore.ts"
import { type Prepared } from "./preparePair.ts"

export interface HeldPart {
  readonly run: string
  readonly side: Side
  readonly path: RelPath // whose beginning it is
  readonly leftover: RelPath // where it is
  readonly checkpoint: Checkpoint
}

/** `undefined` for a leftover that nobody can go on with. */
export const heldPartAt = (
  unfinished: ReadonlyArray<UnfinishedRun>,
  side: Side,
  leftover: RelPath,
): HeldPart | undefined => {
  const { run = "", number = 0 } = originOf(leftover) ?? {}
  const intent = unfinished.find((each) => each.run === run)?.intents.get(number)
  if (intent?.checkpoint === undefined || intent.side !== side || !leftover.endsWith(".part")) return undefined
  const { path, checkpoint } = intent
  return parentOf(path) === parentOf(leftover) ? { run, side, path, leftover, checkpoint } : undefined
}

/** The one that has come furthest, of those that begin the same version of the same source. */
export const partFor = (parts: ReadonlyArray<HeldPart>, action: Transfer): HeldPart | undefined =>
  parts.filter((part) => begins(part, action)).reduce<HeldPart | undefined>(
    (best, part) => best === undefined || part.checkpoint.bytes > best.checkpoint.bytes ? part : best,
    undefined,
  )

const begins = ({ side, path, checkpoint: { from, wanted } }: HeldPart, action: Transfer): boolean =>
  side === action.side && path === action.path && from === action.from && unchanged(wanted, action.wanted)

/**
 * Removes what nobody goes on with. What an action would have gone on with that was not done waits for the next run, and
 * so does everything after a run that did not mean to do all that there is to do. Gives the runs whose parts stay.
 */
export const clearParts = Effect.fnUntraced(
  function*({ parts, plan, kind, sides }: Prepared, { outcomes }: ApplyReport) {
    if (parts.length === 0) return []
    const reporter = yield* Reporter
    const done = new Set(outcomes.flatMap(({ _tag, action }): ReadonlyArray<Action> => _tag === "Done" ? [action] : []))
    const undone = plan.actions.filter((action) => !done.has(action))
    const isAwaited = (part: HeldPart) =>
      kind !== "apply" || undone.some((action) => action._tag === "Transfer" && begins(part, action))
    const staying: Array<string> = []
    for (const part of parts) {
      if (isAwaited(part)) staying.push(part.run)
      else {
        yield* Effect.catch(sides[part.side].recover(part.leftover, part.path), ({ message }) => {
          staying.push(part.run)
          const told = `what an unfinished run left could not be removed: ${message}`
          return reporter.emit({ _tag: "Note", pair: plan.pair, message: told })
        })
      }
    }
    return staying
  },
)
