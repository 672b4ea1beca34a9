/** Renames and removals on a server, each a single request, and a look at the new name in the same flight where that is wanted. */
import { Effect } from "effect"
import { type EndpointError } from "../EndpointError.ts"
import { type Request } from "./Channel.ts"
import { lookAt, nothing } from "./lookAt.ts"
import { type Answer, type Session } from "./Session.ts"

/** What the probe found about renames. */
export interface Renames {
  readonly renames: boolean
  readonly renameReplaces: boolean // the plain rename puts one file in the place of another
  readonly posixRenames: boolean
  readonly renamesDirectories: boolean // with all that is in them
  readonly keepsTimes: boolean // a time that was set is still there after a rename
}

export const renaming = (from: string, to: string): Request => (sftp, reply) => sftp.rename(from, to, reply)

export const posixRenaming = (from: string, to: string): Request => (sftp, reply) =>
  sftp.ext_openssh_rename(from, to, reply)

/** Fails when something has the name by now, but on servers with `renameReplaces`. */
export const rename = (
  session: Session,
  path: string,
  from: string,
  to: string,
  operation: string,
  look: Request = nothing,
) => renamed(session, path, operation, renaming(from, to), look)

/** Replaces whatever file has the name, in one step. */
export const posixRename = (
  session: Session,
  path: string,
  from: string,
  to: string,
  operation: string,
  look: Request = nothing,
) => renamed(session, path, operation, posixRenaming(from, to), look)

/** Gives the answer to the look. Where requests are taken in order, nobody comes between the two. */
const renamed = (session: Session, path: string, operation: string, rename: Request, look: Request) =>
  Effect.flatMap(
    session.together(operation, path, { done: rename, shown: look }),
    ({ done, shown }) => done.error === undefined ? Effect.succeed(shown) : Effect.fail(done.error),
  )

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
  look: Request = nothing,
): Effect.fn.Return<Answer, EndpointError> {
  const mustBeFree = Effect.flatMap(
    lookAt(session, to, path),
    (found) =>
      found === undefined ? Effect.void : Effect.fail(session.error(operation, path, { _tag: "Changed", found })),
  )
  if (renameReplaces) yield* mustBeFree
  return yield* rename(session, path, from, to, operation, look).pipe(
    Effect.catchIf((error) => !error.isConnection, (refusal) => Effect.andThen(mustBeFree, Effect.fail(refusal))),
  )
})
