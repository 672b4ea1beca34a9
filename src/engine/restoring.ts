/** The steps that bring old versions back to the side that they come from, and what stands in their way. */
import { Effect } from "effect"
import { type Action } from "../domain/Action.ts"
import { type Entry } from "../domain/Entry.ts"
import { lineage, type RelPath } from "../domain/RelPath.ts"
import { type Side } from "../domain/Side.ts"
import { type Version } from "./findVersions.ts"
import { type Sides } from "./Sides.ts"

export interface Obstacle {
  readonly side: Side
  readonly path: RelPath
  readonly entry: Entry
}

export interface Restoring {
  readonly actions: ReadonlyArray<Action> // folders first; the content of a file comes from its backup
  readonly obstacles: ReadonlyArray<Obstacle> // a folder or a link, where only a file may be replaced
}

/** Changes nothing. A file may only take the place of a file, in a folder that is one. */
export const restoring = Effect.fn("restoring")(function*(versions: ReadonlyArray<Version>, sides: Sides) {
  const folders = new Map<string, Action>()
  const files: Array<Action> = []
  const obstacles = new Map<string, Obstacle>()
  for (const { side, path, kept, file } of versions) {
    for (const above of lineage(path).slice(1).toReversed()) {
      const id = `${side}:${above}`
      if (folders.has(id) || obstacles.has(id)) continue
      const entry = yield* sides[side].stat(above)
      if (entry === undefined) {
        folders.set(id, {
          _tag: "MakeDirectory",
          side,
          path: above,
          expected: undefined,
          wanted: { _tag: "Directory" },
        })
      } else if (entry._tag !== "Directory") obstacles.set(id, { side, path: above, entry })
    }
    const expected = yield* sides[side].stat(path)
    if (expected === undefined || expected._tag === "File") {
      const because = `restored from the backup: ${kept}`
      files.push({ _tag: "Transfer", side, path, expected, wanted: file, from: kept, because })
    } else obstacles.set(`${side}:${path}`, { side, path, entry: expected })
  }
  return { actions: [...folders.values(), ...files], obstacles: [...obstacles.values()] } satisfies Restoring
})
