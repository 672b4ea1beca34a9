/** The throw-away folder in which a server is tried out: made, cleared, and those cleared that trials left which were cut off. */
import { Effect, Result } from "effect"
import { probePrefix } from "../../domain/temporaries.ts"
import { type EndpointError } from "../EndpointError.ts"
import { type Attributes } from "./attributes.ts"
import { listDirectory } from "./listDirectory.ts"
import { remove } from "./renaming.ts"
import { folderAbove, makeNear } from "./root.ts"
import { type Session } from "./Session.ts"

const folders = ["folder", "moved-folder"] as const
const names = [
  ...["written", "renamed", "replacing", "replaced", "posix-replacing", "posix-replaced", "here", "there"] as const,
  "lower",
  ...["folder/inside", "moved-folder/inside"] as const,
] as const
export type TrialName = (typeof names)[number] | (typeof folders)[number] | "LOWER"

export const atOnce = { concurrency: "unbounded" } as const

/** In `base`, or in the nearest folder above it that exists. */
export const makeTrialFolder = (session: Session, base: string, run: string): Effect.Effect<string, EndpointError> =>
  makeNear(session, base, `${probePrefix}${run}`, (folder) => clearTrial(session, folder))

/** The folder goes with its files where requests are taken in order, and is asked for again where they are not. */
export const clearTrial = (session: Session, folder: string): Effect.Effect<void> => {
  const files = Effect.forEach(names, (name) => Effect.ignore(remove(session, `${folder}/${name}`, folder)), atOnce)
  const inner = Effect.forEach(folders, (name) => Effect.ignore(removeFolder(session, `${folder}/${name}`)), atOnce)
  const itself = removeFolder(session, folder)
  return Effect.all([files, inner, Effect.result(itself)], atOnce).pipe(
    Effect.flatMap(([, , removed]) =>
      Result.isSuccess(removed) ? Effect.void : Effect.andThen(inner, Effect.ignore(itself))
    ),
  )
}

const oldSeconds = 24 * 60 * 60

/** Beside `own`, by the clock of the server. Whatever else somebody put into one keeps it. */
export const clearOldTrials = Effect.fnUntraced(
  function*(session: Session, own: string) {
    const { entries } = yield* listDirectory(session, folderAbove(own), undefined)
    const others = [...entries].flatMap(([name, { _tag }]) => {
      const folder = `${folderAbove(own)}/${name}`
      return _tag === "Directory" && trialPattern.test(name) && folder !== own ? [folder] : []
    })
    if (others.length === 0) return
    const now = yield* secondsAt(session, own)
    yield* Effect.forEach(others, (folder) =>
      Effect.flatMap(
        secondsAt(session, folder),
        (made) => now - made > oldSeconds ? clearTrial(session, folder) : Effect.void,
      ))
  },
  (work) => Effect.ignore(work), // they are in nobody's way
)

const trialPattern = new RegExp(`^${probePrefix.replaceAll(".", "\\.")}[0-9a-f]{8}$`)

const secondsAt = (session: Session, folder: string): Effect.Effect<number, EndpointError> =>
  session.ask("try out", folder, (sftp, reply) => sftp.lstat(folder, reply), (value) => (value as Attributes).mtime)

export const makeFolder = (session: Session, folder: string) =>
  session.tell("try out", folder, (sftp, reply) => sftp.mkdir(folder, reply))

const removeFolder = (session: Session, folder: string) =>
  session.tell("try out", folder, (sftp, reply) => sftp.rmdir(folder, reply))
