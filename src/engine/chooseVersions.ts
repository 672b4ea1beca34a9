/** Which old versions are meant by a path: that of a file, or those of all that lay in a folder. */
import { Effect } from "effect"
import { type RelPath } from "../domain/RelPath.ts"
import { findVersions, type Version } from "./findVersions.ts"
import { type Sides } from "./Sides.ts"

const looksAtOnce = 32

/**
 * `run`: all that this run replaced or deleted there. Without it, the newest version: of the path itself or, if something
 * below it was put away later, of every file below it that is not there now. What is there was not asked to go.
 */
export const chooseVersions = Effect.fn("chooseVersions")(
  function*(path: RelPath, run: string | undefined, sides: Sides) {
    const versions = yield* findVersions(path, sides)
    if (run !== undefined) return newestOfEach(versions.filter((version) => version.run === run))
    const [newest] = versions
    if (newest === undefined || newest.path === path) return newest === undefined ? [] : [newest]
    const below = newestOfEach(versions.filter((version) => version.path !== path))
    return yield* Effect.filter(
      below,
      (version) => Effect.map(sides[version.side].stat(version.path), (there) => there === undefined),
      { concurrency: looksAtOnce },
    )
  },
)

const newestOfEach = (versions: ReadonlyArray<Version>): ReadonlyArray<Version> => {
  const seen = new Map<RelPath, Version>()
  for (const version of versions) if (!seen.has(version.path)) seen.set(version.path, version)
  return Array.from(seen.values())
}
