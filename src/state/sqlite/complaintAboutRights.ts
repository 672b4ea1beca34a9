/** Who may have a hand in a file or directory: its user alone, or there is something to complain about. */
import { type Stats } from "node:fs"
import { getuid } from "node:process"

export const complaintAboutRights = (path: string, found: Stats): string | undefined => {
  const self = getuid?.()
  if (self === undefined) return undefined // Windows keeps owners and rights elsewhere
  if (found.uid !== self) return `${path} belongs to user ${found.uid}, and this is user ${self}. Run it as that user.`
  if ((found.mode & writableByOthers) !== 0) return `other users can write to ${path}. Run: chmod go-w "${path}"`
  return undefined
}

const writableByOthers = 0o022
