/** The old versions that lie in the backups of a pair. The folders themselves are asked, not the state. */
import { Effect } from "effect"
import { keptPath, pathOfKept, readRunFolder } from "../domain/backups.ts"
import { type File } from "../domain/Entry.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { type Side, sides as bothSides } from "../domain/Side.ts"
import { type Endpoint } from "../endpoint/Endpoint.ts"
import { EndpointError } from "../endpoint/EndpointError.ts"
import { listBelow } from "./listBelow.ts"
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

/** Those of a path, and of all that lay below it; the newest first. What cannot be seen is an error, and not absent. */
export const findVersions = Effect.fn("findVersions")(function*(path: RelPath, sides: Sides) {
  const found = yield* Effect.forEach(bothSides, (side) => {
    const { backup } = sides[side]
    return backup === undefined ? Effect.succeed([]) : versionsOn(side, path, seenWhole(backup))
  })
  return found.flat().toSorted((a, b) => b.at - a.at)
})

const versionsOn = Effect.fnUntraced(function*(side: Side, path: RelPath, backup: Endpoint) {
  if ((yield* backup.rootId) === undefined) return []
  const { entries } = yield* backup.list(undefined)
  const found = yield* Effect.forEach(
    entries.names,
    (name) => versionsIn(name, side, path, backup),
    { concurrency: looksAtOnce },
  )
  return found.flat()
})

const versionsIn = Effect.fnUntraced(function*(name: string, side: Side, path: RelPath, backup: Endpoint) {
  const folder = readRunFolder(name)
  if (folder === undefined) return []
  const kept = keptPath(name, path)
  const entry = yield* backup.stat(kept)
  if (entry === undefined) return []
  const listed = entry._tag === "Directory" ? yield* listBelow(backup, kept) : [{ path: kept, entry }]
  return listed.flatMap((each): ReadonlyArray<Version> =>
    each.entry._tag === "File"
      ? [{ side, path: pathOfKept(each.path), kept: each.path, file: each.entry, run: folder.run, at: folder.started }]
      : []
  )
})

const seenWhole = (backup: Endpoint): Endpoint => {
  const unseen = (path: RelPath | undefined, message: string) =>
    new EndpointError({ endpoint: backup.name, operation: "list", path, reason: { _tag: "Refused", message } })
  return {
    ...backup,
    list: (directory) =>
      Effect.flatMap(backup.list(directory), (listing) => {
        const hidden = [...listing.entries].flatMap(([, entry]) => entry._tag === "Unknown" ? [entry.problem] : [])
        const [problem] = [...listing.problems, ...hidden]
        return problem === undefined ? Effect.succeed(listing) : Effect.fail(unseen(directory, problem))
      }),
    stat: (path) =>
      Effect.flatMap(
        backup.stat(path),
        (entry) => entry?._tag === "Unknown" ? Effect.fail(unseen(path, entry.problem)) : Effect.succeed(entry),
      ),
  }
}
