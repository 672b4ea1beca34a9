/** Where the filters differ on purpose from the recorded rclone, each with its reason. The tests hold all of it true. */
import { type cases } from "./vectors.ts"

export interface Difference {
  readonly group: keyof typeof cases
  readonly of: string
  readonly reason: string
}

const takesDirectory = "an exclude takes a directory that it matches along, not only files"
const reachesNested = "an include that is not anchored reaches into every directory, so none is passed over"
const isExact = "a directory that cannot hold a match is passed over"
const isUnread = "it is how another flag's file is read, not a file of rules"
const noCase = "there is no flag that makes upper and lower case the same"

export const differences: ReadonlyArray<Difference> = [
  { group: "globs", of: "", reason: "an empty pattern is a mistake" },
  { group: "globs", of: "potato?sausage", reason: "a string mode is for metadata; in a path \"?\" is never a \"/\"" },
  { group: "globs", of: "potato**sausage", reason: "a string mode is for metadata; in a path \"**\" has a meaning" },

  { group: "dirGlobs", of: "a/*.jpg", reason: reachesNested },
  { group: "dirGlobs", of: "a/b", reason: reachesNested },
  { group: "dirGlobs", of: "a**", reason: reachesNested },
  { group: "dirGlobs", of: "a**b**c**d", reason: reachesNested },
  { group: "dirGlobs", of: "var/spool/**/ncw/", reason: reachesNested },
  { group: "dirGlobs", of: "/a///*.jpg", reason: isExact },
  { group: "dirGlobs", of: "/a/{{.*}}/d/", reason: isExact },

  { group: "ruleDump", of: "- potato", reason: takesDirectory },

  { group: "usesDirectoryFilters", of: "+ dir/*.jpg, - *", reason: reachesNested },
  { group: "usesDirectoryFilters", of: "+ dir/**", reason: "without an exclude, nothing is out" },

  { group: "paths", of: "+ potato, - *, any case, POTATO", reason: noCase },
  { group: "paths", of: "+ /file2.png, + /sausage3**, - *, any case, FILE2.png", reason: noCase },
  { group: "paths", of: "+ /file2.png, + /sausage3**, - *, any case, SAUSAGE3", reason: noCase },

  { group: "lines", of: "lines, raw, 11", reason: isUnread },
  { group: "lines", of: "NULs, raw, 4", reason: isUnread },
  { group: "lines", of: "NULs, raw, 3", reason: isUnread },

  { group: "oracle", of: "--filter - dir", reason: takesDirectory },
  { group: "oracle", of: "--filter - dir/*", reason: takesDirectory },
  { group: "oracle", of: "--filter + dir/** --filter - **", reason: reachesNested },
  { group: "oracle", of: "--include dir/*.txt", reason: reachesNested },
  { group: "oracle", of: "--ignore-case --filter - /dir/", reason: noCase },
  { group: "oracle", of: "--max-depth 2", reason: "there is no flag for depth" },
  { group: "oracle", of: "--exclude-if-present .nosync", reason: "a marker inside a directory excludes nothing" },
  {
    group: "oracle",
    of: "--exclude-if-present .nosync --exclude-if-present .hidden",
    reason: "a marker inside a directory excludes nothing",
  },
]

/** Groups of cases about what the syncfile has nothing of. */
export const absentGroups: ReadonlyArray<{ readonly group: string; readonly reason: string }> = [
  { group: "filesFrom", reason: "a list of files in the place of filters" },
  { group: "hashFilterParse", reason: "a share of the files by the hash of their names" },
  { group: "hashFilterPaths", reason: "a share of the files by the hash of their names" },
  { group: "metadata", reason: "filters on metadata" },
]
