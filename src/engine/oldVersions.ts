/** What becomes of the versions that a run replaces or deletes. */
import { keptPath, runFolder } from "../domain/backups.ts"
import { type Mode } from "../domain/Pair.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { type Side } from "../domain/Side.ts"
import { type Old } from "../endpoint/Endpoint.ts"
import { type Run } from "../state/StateStore.ts"
import { type Sides } from "./Sides.ts"

export type OldVersions = (side: Side, path: RelPath) => Old

/** In a two-way pair both sides are people's own: an edit that comes in between must be noticed, backup or not. */
export const oldVersions = (mode: Mode, sides: Sides, { id, started }: Pick<Run, "id" | "started">): OldVersions => {
  const folder = runFolder(id, started)
  const replaced: Old = mode === "two-way" ? { _tag: "Checked" } : { _tag: "Gone" }
  return (side, path) => sides[side].backup === undefined ? replaced : { _tag: "Kept", as: keptPath(folder, path) }
}
