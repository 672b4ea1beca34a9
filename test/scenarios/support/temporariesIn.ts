/** Files of a run that should have been over with it: parts, old versions set aside, folders of a trial. */
import { readdirSync } from "node:fs"
import { isMeantToStay } from "./usersTree.ts"

/** Also in the backup folder: what is kept there has a name of its owner. */
export const temporariesIn = (root: string): ReadonlyArray<string> =>
  readdirSync(root, { recursive: true, encoding: "utf8" }).filter((path) =>
    /(?:^|\/)\.syncfile-(?!backup(?:\/|$)|mark-)[^/]*$/u.test(path) && !(isMeantToStay(path) && !/\.(?:part|old)$/u.test(path))
  )
