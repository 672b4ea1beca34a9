/** Tries, in a throw-away folder of our own, what the server really does. No announcement and no OK is believed. */
import { Effect, Schema } from "effect"
import { type EndpointError } from "../EndpointError.ts"
import { lstat } from "./Parents.ts"
import { posixRename, rename } from "./renaming.ts"
import { CREAT, open, TRUNC, WRITE } from "./sending.ts"
import { type Session } from "./Session.ts"
import { atOnce, clearOldTrials, clearTrial, makeFolder, makeTrialFolder, type TrialName } from "./trialFolder.ts"

export const Probe = Schema.Struct({
  appearsAtClose: Schema.Boolean, // a file that is being written cannot be seen under its name
  setsAttributes: Schema.Boolean, // FSETSTAT is answered with OK
  keepsTimes: Schema.Boolean, // and a time set that way reads back once the file was renamed
  renames: Schema.Boolean,
  renamesDirectories: Schema.Boolean, // with all that is in them
  renameReplaces: Schema.Boolean, // the plain rename puts one file in the place of another, without a word
  posixRenames: Schema.Boolean,
  foldsNames: Schema.Boolean, // "written" and "WRITTEN" are one file
})
export interface Probe extends Schema.Schema.Type<typeof Probe> {}

const tryOut = "try out"

/** 2001-09-09, a time that no server gives by itself. */
const oddSeconds = 1_000_000_000

/** Leaves nothing behind, whatever fails. Works in `base`, or in the nearest folder above it that exists. */
export const probe = (session: Session, base: string, run: string): Effect.Effect<Probe, EndpointError> =>
  Effect.acquireUseRelease(
    makeTrialFolder(session, base, run),
    (folder) =>
      Effect.map(Effect.all([tryAll(session, folder), clearOldTrials(session, folder)], atOnce), ([found]) => found),
    (folder) => clearTrial(session, folder),
  )

/** Five tries side by side, each with files of its own: where a round trip takes long, few of them count. */
const tryAll = Effect.fnUntraced(function*(session: Session, folder: string) {
  const at = (name: TrialName) => `${folder}/${name}`
  const put = (...files: ReadonlyArray<TrialName>) =>
    Effect.forEach(files, (file) => putEmpty(session, at(file)), atOnce)
  const isThere = (name: TrialName) => succeeds(lstat(session, at(name), folder))
  const plainRename = (from: TrialName, to: TrialName) => succeeds(rename(session, folder, at(from), at(to), tryOut))
  const { written, ...found } = yield* Effect.all({
    written: tryWriting(session, at("written"), at("WRITTEN"), at("renamed")),
    renameReplaces: Effect.andThen(put("replacing", "replaced"), plainRename("replacing", "replaced")),
    posixRenames: !session.has("posix-rename@openssh.com 1")
      ? Effect.succeed(false)
      : put("posix-replacing", "posix-replaced").pipe(
        Effect.andThen(succeeds(posixRename(session, folder, at("posix-replacing"), at("posix-replaced"), tryOut))),
        both(Effect.map(isThere("posix-replacing"), (isStillThere) => !isStillThere)),
      ),
    renames: put("here").pipe(Effect.andThen(plainRename("here", "there")), both(isThere("there"))),
    renamesDirectories: succeeds(Effect.andThen(makeFolder(session, at("folder")), put("folder/inside"))).pipe(
      both(plainRename("folder", "moved-folder")),
      both(isThere("moved-folder/inside")),
      both(Effect.map(isThere("folder"), (isStillThere) => !isStillThere)),
    ),
  }, atOnce)
  return { ...written, ...found }
})

/** The second is asked only if the first holds. */
const both = <E>(second: Effect.Effect<boolean, E>) => (first: Effect.Effect<boolean, E>): Effect.Effect<boolean, E> =>
  Effect.flatMap(first, (holds) => holds ? second : Effect.succeed(false))

const tryWriting = Effect.fnUntraced(function*(session: Session, file: string, inCapitals: string, renamed: string) {
  const handle = yield* create(session, file)
  const bytes = Buffer.from("probe")
  const { isSeen, setsAttributes } = yield* Effect.all({
    write: session.tell(tryOut, file, (sftp, reply) => sftp.write(handle, bytes, 0, bytes.length, 0, reply)),
    isSeen: succeeds(lstat(session, file, file)),
    setsAttributes: succeeds(
      session.tell(
        tryOut,
        file,
        (sftp, reply) => sftp.fsetstat(handle, { mode: 0o600, atime: oddSeconds, mtime: oddSeconds }, reply),
      ),
    ),
  }, atOnce)
  yield* close(session, file, handle)
  const foldsNames = yield* succeeds(lstat(session, inCapitals, file))
  const isRenamed = yield* succeeds(rename(session, file, file, renamed, tryOut))
  const shown = yield* lstat(session, isRenamed ? renamed : file, file)
  const keepsTimes = shown._tag === "File" && shown.modified === oddSeconds * 1000
  return { appearsAtClose: !isSeen, setsAttributes, keepsTimes, foldsNames }
})

const putEmpty = (session: Session, file: string) =>
  Effect.flatMap(create(session, file), (handle) => close(session, file, handle))

const create = (session: Session, file: string) => open(session, file, WRITE | CREAT | TRUNC, file, tryOut)

const close = (session: Session, file: string, handle: Buffer) =>
  session.tell(tryOut, file, (sftp, reply) => sftp.close(handle, reply))

/** A refusal is an answer here; a broken connection is not. */
const succeeds = (work: Effect.Effect<unknown, EndpointError>): Effect.Effect<boolean, EndpointError> =>
  work.pipe(
    Effect.as(true),
    Effect.catchIf((error) => !error.isConnection, () => Effect.succeed(false)),
  )
