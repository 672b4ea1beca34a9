/** Looks for texts that somebody wrote, wherever a run may have put them. */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

/** Those that none of the folders holds as a whole file, under whatever name, hidden or not: their beginnings. */
export const lostTexts = (wanted: ReadonlyArray<string>, folders: ReadonlyArray<string>): ReadonlyArray<string> => {
  const found = new Set(folders.flatMap(textsIn))
  return wanted.filter((text) => !found.has(text)).map((text) => text.slice(0, 20))
}

const textsIn = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
