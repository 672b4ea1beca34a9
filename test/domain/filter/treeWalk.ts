/** Lists a tree of paths the way a scan does: what is out is not listed, and nothing below it is looked at. */
import { type Filter } from "../../../src/domain/filter/makeFilter.ts"
import { RelPath } from "../../../src/domain/RelPath.ts"

export interface Listed {
  readonly files: ReadonlyArray<string>
  readonly directories: ReadonlyArray<string>
}

export const treeWalk = (filter: Filter, files: ReadonlyArray<string>, directories: ReadonlyArray<string>): Listed => {
  const isListed = (directory: string): boolean =>
    directory === ""
    || (isListed(parent(directory)) && filter.scopeOf(RelPath.make(directory), true).scope !== "out")
  return {
    files: files.filter((file) => isListed(parent(file)) && filter.scopeOf(RelPath.make(file), false).scope === "in"),
    directories: directories.filter(isListed),
  }
}

/** All directories above some paths, each once. */
export const directoriesAbove = (paths: Iterable<string>): ReadonlyArray<string> => {
  const above = new Set<string>()
  for (const path of paths) {
    for (let directory = parent(path); directory !== ""; directory = parent(directory)) above.add(directory)
  }
  return [...above].sort()
}

const parent = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")))
