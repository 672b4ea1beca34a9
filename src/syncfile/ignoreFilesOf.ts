/** Which files of rules a syncfile names, so that they can be read before it is resolved. */
import { localPath } from "./localPath.ts"
import { type Loose, type Parsed } from "./Parsed.ts"
import { type WrittenFilters } from "./WrittenFilter.ts"

/** Absolute paths, each once. */
export const ignoreFilesOf = ({ syncfile }: Parsed, directory: string): ReadonlyArray<string> => {
  const lists = [syncfile.defaults, ...Object.values(syncfile.pairs ?? {})].map((part) => part?.filters ?? [])
  return [...new Set(lists.flatMap(named).map((written) => ignoreFilePath(written, directory)))]
}

/** Rules belong to the syncfile, so `~` is not followed: they would change with whoever runs it. */
export const ignoreFilePath = (written: string, directory: string): string =>
  localPath(written.startsWith("~") ? `./${written}` : written, { directory, home: directory })

const named = (filters: Loose<WrittenFilters>): ReadonlyArray<string> =>
  filters.flatMap((entry) => {
    if (entry === undefined || typeof entry === "string") return []
    if (Array.isArray(entry)) return named(entry as Loose<WrittenFilters>)
    return "ignoreFile" in entry && entry.ignoreFile !== undefined ? [entry.ignoreFile] : []
  })
