/** Renames and removals on a server, each a single request. */
import { Effect } from "effect"
import { type EndpointError } from "../EndpointError.ts"
import { lookAt } from "./lookAt.ts"
import { type Session } from "./Session.ts"

/** What the probe found about renames. */
export interface Renames {
  readonly renames: boolean
  readonly renameReplaces: boolean // the plain rename puts one file in the place of another
  readonly posixRenames: boolean
  readonly renamesDirectories: boolean // with all that is in them
}

/** The plain rename of SFTP fails when something has the name by now, so that nothing unseen is replaced. */
export const rename = (session: Session, path: string, from: string, to: string, operation = "rename") =>
  session.tell(operation, path, (sftp, reply) => sftp.rename(from, to, reply))

export const posixRename = (session: Session, path: string, from: string, to: string, operation: string) =>
  session.tell(operation, path, (sftp, reply) => sftp.ext_openssh_rename(from, to, reply))

export const remove = (session: Session, absolute: string, path: string) =>
  session.tell("remove", path, (sftp, reply) => sftp.unlink(absolute, reply))

/**
 * A rename that replaces nothing, as far as the server lets us see to it. Fails with `Changed` and what has the name if
 * something has it.
 */
export const renameToFree = Effect.fnUntraced(function*(
  session: Session,
  { renameReplaces }: Renames,
  path: string,
  from: string,
  to: string,
  operation: string,
): Effect.fn.Return<void, EndpointError> {
  const look = Effect.flatMap(
    lookAt(session, to, path),
    (found) =>
      found === undefined ? Effect.void : Effect.fail(session.error(operation, path, { _tag: "Changed", found })),
  )
  if (renameReplaces) yield* look
  yield* rename(session, path, from, to, operation).pipe(
    Effect.catchIf((error) => !error.isConnection, (refusal) => Effect.andThen(look, Effect.fail(refusal))),
  )
})
