/** The folder for old versions on this machine: its directories are made when one is to be kept in them. */
import { Result } from "effect"
import { mkdirSync } from "node:fs"
import { nameOf, parentOf, type RelPath } from "../../domain/RelPath.ts"
import { noBackup } from "../EndpointError.ts"
import { type Answer, ask } from "./Answer.ts"
import { type Directory } from "./Directories.ts"
import { type Folder } from "./Folder.ts"

export const backupOf = ({ backup }: Folder): Answer<Folder> =>
  backup === undefined ? Result.fail(noBackup) : Result.succeed(backup)

/** The directory at a path of the backup folder, made with all above it that are missing. Never one behind a link. */
export const makeWay = (backup: Folder, path: RelPath | undefined): Answer<Directory> => {
  const found = backup.directories.at(path)
  if (Result.isSuccess(found) || found.failure._tag !== "NotFound") return found
  const made = path === undefined ? backup.root.create() : Result.flatMap(
    makeWay(backup, parentOf(path)),
    (above) => makeIn(above, nameOf(path)),
  )
  return Result.flatMap(made, () => backup.directories.at(path))
}

/** Somebody may have been quicker. */
const makeIn = (above: Directory, name: string): Answer<void> => {
  const made = ask(() => mkdirSync(`${above.base}/${name}`, 0o700))
  return Result.isFailure(made) && made.failure._tag !== "AlreadyExists" ? made : Result.void
}
