/** Looks for secrets where none may be: in what was printed, and in the files that syncfile writes. */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

export interface Searched {
  readonly printed: ReadonlyArray<string>
  readonly files: ReadonlyArray<string>
}

/** Names the places, each once. */
export const findSecrets = (secrets: ReadonlyArray<string>, { printed, files }: Searched): ReadonlyArray<string> => {
  const needles = secrets.flatMap(spellingsOf)
  const holds = (content: Buffer) => needles.some((needle) => content.includes(needle))
  return [
    ...(printed.some((text) => holds(Buffer.from(text))) ? ["output"] : []),
    ...files.filter((file) => holds(readFileSync(file))),
  ]
}

/** As it is, and as it would look if somebody had packed it. */
const spellingsOf = (secret: string): ReadonlyArray<string> => {
  const bytes = Buffer.from(secret)
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    bytes.toString("hex"),
    bytes.toString("base64").replace(/=+$/u, "").slice(0, -1), // the last letter depends on what follows
  ]
}

/** Files of a workspace outside its trees: the syncfile, saved plans and logs beside it, and all of the state. */
export const ownFilesOf = (workspace: string): ReadonlyArray<string> =>
  readdirSync(workspace, { withFileTypes: true }).flatMap((entry) => {
    const path = join(workspace, entry.name)
    if (entry.isFile()) return [path]
    if (entry.name !== ".syncfile") return []
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((below) => below.isFile())
      .map((below) => join(below.parentPath, below.name))
  })
