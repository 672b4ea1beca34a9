/** Reads all files of a folder again and again while something writes there, and notes what nobody may ever see. */
import { type Dirent, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { setImmediate as turn, setTimeout as wait } from "node:timers/promises"
import { isFull } from "./isFull.ts"
import { type Contents } from "./versionedTree.ts"

export interface Watched {
  readonly reads: number
  readonly torn: ReadonlyArray<string> // files that were neither wholly the old nor wholly the new version
  readonly missed: ReadonlyArray<string> // files of both versions that were not there for a moment
}

/** Returns how to end it. */
export const watchContents = (folder: string, before: Contents, next: Contents): () => Promise<Watched> => {
  const torn = new Set<string>()
  const missed = new Set<string>()
  const paths = [...new Set([...before.keys(), ...next.keys()])]
  let reads = 0
  const ending = new AbortController()
  const look = (path: string): void => {
    const [old, fresh] = [before.get(path), next.get(path)]
    const found = readIfThere(join(folder, path))
    reads++
    if (found === undefined) {
      if (old !== undefined && fresh !== undefined) missed.add(path)
    } else if (old?.equals(found) !== true && fresh?.equals(found) !== true) {
      torn.add(`${path}: ${found.length} bytes, ${JSON.stringify(found.subarray(0, 40).toString("latin1"))}`)
    }
  }
  const loop = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      const started = performance.now()
      for (let at = 0; at < paths.length && !ending.signal.aborted; at++) {
        look(paths[at]!)
        if (at % 20 === 0) await turn()
      }
      await wait((isFull ? 1 : 2) * (performance.now() - started)) // leaves the machine to those who are watched
    }
  }
  const over = loop()
  return async () => {
    ending.abort()
    await over
    return { reads, torn: [...torn], missed: [...missed] }
  }
}

const readIfThere = (file: string): Buffer | undefined => {
  try {
    return readFileSync(file)
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return undefined
    throw cause
  }
}

/** How the folder differs from what it should hold, path by path; hidden names and empty folders count, too. */
export const deviations = (folder: string, wanted: Contents): ReadonlyArray<string> => {
  const wantedFolders = new Set(Array.from(wanted.keys(), (path) => path.slice(0, path.lastIndexOf("/"))))
  const extra = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !(entry.isDirectory() ? wantedFolders : wanted).has(pathOf(folder, entry)))
    .map((entry) => `${pathOf(folder, entry)}: too much`)
  const wrong = Array.from(wanted).flatMap(([path, content]) => {
    const found = readIfThere(join(folder, path))
    if (found === undefined) return [`${path}: missing`]
    return found.equals(content) ? [] : [`${path}: another content`]
  })
  return [...extra, ...wrong]
}

const pathOf = (folder: string, entry: Dirent): string => join(entry.parentPath, entry.name).slice(folder.length + 1)
