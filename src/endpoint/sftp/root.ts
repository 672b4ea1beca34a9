/** The folder on the server that an endpoint stands on: its identity, and its making. */
import { Effect } from "effect"
import { type EndpointError } from "../EndpointError.ts"
import { realPath } from "./followLinks.ts"
import { lstat, statThrough } from "./Parents.ts"
import { type Session } from "./Session.ts"

/** The resolved path: SFTP version 3 tells no inode. A root that is not there has no identity. */
export const rootId = Effect.fnUntraced(function*(session: Session, base: string) {
  const [real, entry] = yield* Effect.all([
    realPath(session, base),
    statThrough(session, base, undefined).pipe(
      Effect.catchIf((error) => error.reason._tag === "NotFound", () => Effect.succeed(undefined)),
    ),
  ], { concurrency: 2 })
  if (entry === undefined) return undefined
  return entry._tag === "Directory" ? real : yield* session.error("open", undefined, { _tag: "NotADirectory" })
})

/** Makes a folder and those above it that are missing. */
export const makeFolders = (session: Session, folder: string): Effect.Effect<void, EndpointError> => {
  const make = session.tell("make folder", undefined, (sftp, reply) => sftp.mkdir(folder, reply))
  return Effect.catchIf(make, (error) => !error.isConnection, () =>
    lstat(session, folder, undefined).pipe(
      Effect.asVoid,
      Effect.catchIf((error) => error.reason._tag === "NotFound", () => {
        const above = folderAbove(folder)
        return above === "." ? make : Effect.andThen(makeFolders(session, above), make)
      }),
    ))
}

/** Makes a folder of this name in `base`, or in the nearest folder above it that exists; gives its path. */
export const makeNear = (
  session: Session,
  base: string,
  name: string,
  clear: (folder: string) => Effect.Effect<void>, // takes away what an attempt left that was cut off
): Effect.Effect<string, EndpointError> => {
  const folder = `${base}/${name}`
  const make = session.tell("try out", folder, (sftp, reply) => sftp.mkdir(folder, reply))
  const makeAnew = Effect.catchIf(make, (error) => !error.isConnection, (refusal) =>
    Effect.flatMap(
      isMissing(session, folder, refusal),
      (missing) => missing ? Effect.fail(refusal) : Effect.andThen(clear(folder), make),
    ))
  return makeAnew.pipe(
    Effect.as(folder),
    Effect.catchIf(
      (error) => !error.isConnection && base !== "." && base !== "/",
      (refusal) =>
        Effect.flatMap(
          isMissing(session, base, refusal),
          (missing) => missing ? makeNear(session, folderAbove(base), name, clear) : Effect.fail(refusal),
        ),
    ),
  )
}

/** Not every server says that this is why it makes nothing in a folder. */
const isMissing = (session: Session, folder: string, refusal: EndpointError): Effect.Effect<boolean, EndpointError> =>
  refusal.reason._tag === "NotFound" ? Effect.succeed(true) : lstat(session, folder, undefined).pipe(
    Effect.as(false),
    Effect.catchIf((error) => error.reason._tag === "NotFound", () => Effect.succeed(true)),
  )

/** Of a path from the login folder the highest is that folder. */
export const folderAbove = (folder: string): string => {
  const slash = folder.lastIndexOf("/")
  return slash === -1 ? "." : folder.slice(0, slash) || "/"
}
