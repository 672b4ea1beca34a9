/** The past, as far as it can tell a user's delete from what a run that never finished has left undone. */
import { type Baseline } from "../domain/Baseline.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { otherSide, type Side } from "../domain/Side.ts"
import { type Snapshot } from "../domain/Snapshot.ts"
import { type Memory } from "../state/StateStore.ts"

/**
 * Where such a run meant to do something on a side that has nothing there now, it may have been the run that emptied the
 * place. What the other side has there then counts as new, and comes back.
 */
export const withoutHoles = (
  { baseline, unfinished }: Memory,
  snapshots: Readonly<Record<Side, Snapshot>>,
): Baseline => {
  const holes = new Set<RelPath>()
  for (const { intents } of unfinished) {
    for (const { side, path } of intents.values()) {
      const isHole = snapshots[side].rankOf(path) === -1 && snapshots[otherSide(side)].rankOf(path) !== -1
      if (isHole && baseline.get(path) !== undefined) holes.add(path)
    }
  }
  return holes.size === 0 ? baseline : {
    size: baseline.size - holes.size,
    get: (path) => holes.has(path) ? undefined : baseline.get(path),
    keys: () => Array.from(baseline.keys()).filter((path) => !holes.has(path)),
  }
}
