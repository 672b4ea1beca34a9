/** Looks for texts that somebody wrote, wherever a run may have put them. */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

/** Those that none of the folders holds as a whole file: under whatever name, hidden or not. */
export const lostTexts = <A extends { readonly text: string }>(
  wanted: ReadonlyArray<A>,
  folders: ReadonlyArray<string>,
): ReadonlyArray<A> => {
  const found = new Set(folders.flatMap(textsIn))
  return wanted.filter(({ text }) => !found.has(text))
}

const textsIn = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
