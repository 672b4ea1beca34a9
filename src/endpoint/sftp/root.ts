/** The folder on the server that an endpoint stands on: its identity, and its making. */
import { Effect } from "effect"
import { type EndpointError } from "../EndpointError.ts"
import { realPath } from "./followLinks.ts"
import { lstat, statThrough } from "./Parents.ts"
import { type Session } from "./Session.ts"

/** The resolved path: SFTP version 3 tells no inode. A root that is not there has no identity. */
export const rootId = Effect.fnUntraced(function*(session: Session, base: string) {
  const real = yield* realPath(session, base)
  const entry = yield* statThrough(session, base, undefined).pipe(
    Effect.catchIf((error) => error.reason._tag === "NotFound", () => Effect.succeed(undefined)),
  )
  if (entry === undefined) return undefined
  return entry._tag === "Directory" ? real : yield* session.error("open", undefined, { _tag: "NotADirectory" })
})

/** Makes a folder and those above it that are missing. */
export const makeFolders = (session: Session, folder: string): Effect.Effect<void, EndpointError> =>
  lstat(session, folder, undefined).pipe(
    Effect.asVoid,
    Effect.catchIf((error) => error.reason._tag === "NotFound", () => {
      const slash = folder.lastIndexOf("/")
      const above = slash > 0 ? makeFolders(session, folder.slice(0, slash)) : Effect.void
      return Effect.andThen(above, session.tell("make folder", undefined, (sftp, reply) => sftp.mkdir(folder, reply)))
    }),
  )

/** The folder itself, or the nearest one above it that exists. */
export const nearestFolder = (session: Session, folder: string): Effect.Effect<string, EndpointError> =>
  lstat(session, folder, undefined).pipe(
    Effect.as(folder),
    Effect.catchIf(
      (error) => error.reason._tag === "NotFound",
      () =>
        folder.includes("/")
          ? nearestFolder(session, folder.slice(0, folder.lastIndexOf("/")) || "/")
          : Effect.succeed("."),
    ),
  )
