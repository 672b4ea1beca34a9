/** The folder for old versions on a server: its directories are made when one is to be kept in them. */
import { Effect } from "effect"
import { parentOf, type RelPath } from "../../domain/RelPath.ts"
import { type EndpointError } from "../EndpointError.ts"
import { type Ground } from "./Ground.ts"
import { folderAbove, makeFolders } from "./root.ts"
import { type Session } from "./Session.ts"

/** Makes a directory of the backup folder and all above it that are missing. A link in the place of one is refused. */
export const makeWay = Effect.fnUntraced(function*(
  session: Session,
  backup: Ground,
  directory: RelPath | undefined,
): Effect.fn.Return<void, EndpointError> {
  const check = backup.parents.checkDirectory(session, directory)
  const verdict = Effect.catchIf(check, isMissing, () => Effect.succeed("absent" as const))
  if ((yield* verdict) === "real") return
  if (directory === undefined) yield* makeFolders(session, folderAbove(backup.base))
  else yield* makeWay(session, backup, parentOf(directory))
  const made = yield* Effect.result(
    session.tell(
      "make folder",
      directory,
      (sftp, reply) => sftp.mkdir(backup.absolute(directory), { mode: 0o700 }, reply),
    ),
  )
  if ((yield* verdict) === "real") return // somebody may have been quicker
  return yield* made._tag === "Failure"
    ? made.failure
    : session.error("make folder", directory, { _tag: "NotADirectory" })
})

const isMissing = ({ reason }: EndpointError): boolean => reason._tag === "NotFound"
