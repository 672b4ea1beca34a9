/** Looking at a path whose parents were checked, and what to say of what is found there. */
import { Effect } from "effect"
import { type Entry } from "../../domain/Entry.ts"
import { type EndpointError } from "../EndpointError.ts"
import { type Request } from "./Channel.ts"
import { asEntry } from "./Parents.ts"
import { type Answer, type Session } from "./Session.ts"

export const lookAt = (
  session: Session,
  absolute: string,
  path: string,
): Effect.Effect<Entry | undefined, EndpointError> =>
  session.together("look at", path, { found: looking(absolute) }).pipe(
    Effect.flatMap((answers) => presence(session, path, answers.found)),
  )

/** A look for the same flight as something else. */
export const looking = (absolute: string): Request => (sftp, reply) => sftp.lstat(absolute, reply)

/** What an answer says a path holds; `undefined` only if the server says that nothing is there. */
export const presence = (
  session: Session,
  path: string,
  { error, value }: Answer,
): Effect.Effect<Entry | undefined, EndpointError> => {
  if (error !== undefined) return error.reason._tag === "NotFound" ? Effect.succeed(undefined) : Effect.fail(error)
  const entry = asEntry(value)
  return entry === undefined ? Effect.fail(session.broken("look at", path)) : Effect.succeed(entry)
}

export const changed = (session: Session, operation: string, path: string, found: Entry | undefined) =>
  Effect.fail(session.error(operation, path, { _tag: "Changed", found }))

/** Stands for a request that is not needed. */
export const nothing: Request = (_, reply) => reply(undefined)
