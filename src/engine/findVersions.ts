/** The old versions of a path that lie in the backups of a pair. The folders themselves are asked, not the state. */
import { Effect } from "effect"
import { keptPath, readRunFolder } from "../domain/backups.ts"
import { type File } from "../domain/Entry.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { type Side, sides as bothSides } from "../domain/Side.ts"
import { type Endpoint } from "../endpoint/Endpoint.ts"
import { type EndpointError } from "../endpoint/EndpointError.ts"
import { type Sides } from "./Sides.ts"

export interface Version {
  readonly side: Side
  readonly path: RelPath
  readonly kept: RelPath // in the backup folder
  readonly file: File
  readonly run: string
  readonly at: number // when the run began that put it there, milliseconds since the epoch
}

const looksAtOnce = 32

/** The newest first. */
export const findVersions = Effect.fn("findVersions")(function*(path: RelPath, sides: Sides) {
  const found = yield* Effect.forEach(bothSides, (side) => {
    const { backup } = sides[side]
    return backup === undefined ? Effect.succeed([]) : versionsOn(side, path, backup)
  })
  return found.flat().toSorted((a, b) => b.at - a.at)
})

const versionsOn = Effect.fnUntraced(function*(side: Side, path: RelPath, backup: Endpoint) {
  if ((yield* backup.rootId) === undefined) return []
  const { entries } = yield* backup.list(undefined)
  const found = yield* Effect.forEach(
    entries,
    ([name]): Effect.Effect<ReadonlyArray<Version>, EndpointError> => {
      const folder = readRunFolder(name)
      if (folder === undefined) return Effect.succeed([])
      const kept = keptPath(name, path)
      return Effect.map(
        backup.stat(kept),
        (file) => file?._tag === "File" ? [{ side, path, kept, file, run: folder.run, at: folder.started }] : [],
      )
    },
    { concurrency: looksAtOnce },
  )
  return found.flat()
})
