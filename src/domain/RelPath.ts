/** A path inside an endpoint: relative, "/"-separated, never empty, never climbing out of the root. */
import { Schema } from "effect"

/** The longest name that every file system here and behind SFTP keeps, in bytes of UTF-8. */
export const longestNameBytes = 255

/**
 * Whether a listed name may become part of a path. A name that was not valid UTF-8 arrives with U+FFFD in it:
 * several such names look alike, so none of them may ever be written or deleted.
 */
export const isName = (name: string): boolean =>
  name !== "" && name !== "." && name !== ".." && !/[/\0\uFFFD]/.test(name) && name.isWellFormed()
  && (name.length * 3 <= longestNameBytes || new TextEncoder().encode(name).length <= longestNameBytes)

const staysInside = Schema.makeFilter<string>(
  (path) => path.split("/").every(isName),
  { expected: "a relative path without empty, '.' or '..' names" },
)

export const RelPath = Schema.NonEmptyString.check(staysInside).pipe(Schema.brand("RelPath"))
export type RelPath = typeof RelPath.Type

/** A name that `isName` let through, put below its directory (`undefined` is the root). */
export const childOf = (directory: RelPath | undefined, name: string): RelPath =>
  (directory === undefined ? name : `${directory}/${name}`) as RelPath

export const parentOf = (path: RelPath): RelPath | undefined => {
  const slash = path.lastIndexOf("/")
  return slash === -1 ? undefined : path.slice(0, slash) as RelPath
}

export const nameOf = (path: RelPath): string => path.slice(path.lastIndexOf("/") + 1)

/** How many directories a path lies below the root: 0 for a path in the root itself. */
export const depthOf = (path: RelPath): number => path.split("/").length - 1

export const isWithin = (directory: RelPath, path: RelPath): boolean =>
  path === directory || path.startsWith(`${directory}/`)

/** The path itself, then every directory above it. */
export const lineage = (path: RelPath): ReadonlyArray<RelPath> => {
  const all = [path]
  for (let above = parentOf(path); above !== undefined; above = parentOf(above)) all.push(above)
  return all
}

/** Tree order: name by name, so that a directory comes right before its own contents. */
export const inTreeOrder = (a: string, b: string): number => {
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index++) {
    const left = a.charCodeAt(index)
    const right = b.charCodeAt(index)
    if (left !== right) return left === slash ? -1 : right === slash ? 1 : left - right
  }
  return a.length - b.length
}

const slash = 47
