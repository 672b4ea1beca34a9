/** Puts the figures into the project's documents. */
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { closingMark, openingMark, replaceMarked } from "./replaceMarked.ts"

const documents = ["README.md", join("docs", "performance.md")]

/** Returns a line about each document of the project in that folder. */
export const writeReport = (project: string, markdown: string): ReadonlyArray<string> =>
  documents.map((name) => {
    const path = join(project, name)
    if (!existsSync(path)) return `${name}: not there, nothing written`
    const text = replaceMarked(readFileSync(path, "utf8"), markdown)
    if (text === undefined) return `${name}: not one ${openingMark} and one ${closingMark} after it, nothing written`
    writeFileSync(path, text)
    return `${name}: table replaced`
  })
