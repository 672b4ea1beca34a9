/** What a run did, for its history. */
import { type Action, verbOf } from "../domain/Action.ts"
import { type ApplyReport, type Done } from "../domain/ApplyReport.ts"
import { formatBytes } from "../report/formatBytes.ts"
import { type Deed, type Run } from "../state/StateStore.ts"
import { type OldVersions, oldVersions } from "./oldVersions.ts"
import { type Sides } from "./Sides.ts"

export const deedsOf = ({ mode, outcomes }: ApplyReport, sides: Sides, run: Run): ReadonlyArray<Deed> => {
  const old = oldVersions(mode, sides, run)
  return outcomes.flatMap((outcome): ReadonlyArray<Deed> =>
    outcome._tag !== "Done" ? [] : [{
      verb: verbOf(outcome.action),
      side: outcome.action.side,
      path: outcome.action.path,
      note: noteOn(outcome, old),
    }]
  )
}

const noteOn = ({ action, keptNothing, resumed }: Done, old: OldVersions): string =>
  [
    ...(resumed === undefined ? [] : [`resumed at ${formatBytes(resumed)}`]),
    ...(action._tag === "Move" ? [`from ${action.from}`] : []),
    ...(keptNothing === true ? [] : keptAs(action, old)),
    ...(action.because === undefined ? [] : [action.because]),
  ].join("; ")

const keptAs = ({ side, path, expected }: Action, old: OldVersions): ReadonlyArray<string> => {
  const kept = expected?._tag === "File" ? old(side, path) : undefined
  return kept?._tag === "Kept" ? [`the old version is in the backup: ${kept.as}`] : []
}
