/** Tries, in a throw-away folder of our own, what the server really does. No announcement and no OK is believed. */
import { Effect, Result, Schema } from "effect"
import { probePrefix } from "../../domain/temporaries.ts"
import { type EndpointError } from "../EndpointError.ts"
import { asHandle } from "./listDirectory.ts"
import { lstat } from "./Parents.ts"
import { remove, rename } from "./renaming.ts"
import { makeNear } from "./root.ts"
import { type Session } from "./Session.ts"

export const Probe = Schema.Struct({
  appearsAtClose: Schema.Boolean, // a file that is being written cannot be seen under its name
  setsAttributes: Schema.Boolean, // FSETSTAT is answered with OK
  keepsTimes: Schema.Boolean, // and a time set that way reads back
  renames: Schema.Boolean,
  renamesDirectories: Schema.Boolean, // with all that is in them
  renameReplaces: Schema.Boolean, // the plain rename puts one file in the place of another, without a word
  posixRenames: Schema.Boolean,
  foldsNames: Schema.Boolean, // "written" and "WRITTEN" are one file
})
export interface Probe extends Schema.Schema.Type<typeof Probe> {}

/** 2001-09-09, a time that no server gives by itself. */
const oddSeconds = 1_000_000_000

const WRITE_CREATE_TRUNCATE = 0x02 | 0x08 | 0x10

const folders = ["folder", "moved-folder"] as const
const names = [
  ...["written", "replacing", "replaced", "posix-replacing", "posix-replaced", "here", "there"] as const,
  ...["folder/inside", "moved-folder/inside"] as const,
] as const
type Name = (typeof names)[number] | (typeof folders)[number] | "WRITTEN"

const atOnce = { concurrency: "unbounded" } as const

/** Leaves nothing behind, whatever fails. Works in `base`, or in the nearest folder above it that exists. */
export const probe = (session: Session, base: string, run: string): Effect.Effect<Probe, EndpointError> =>
  Effect.acquireUseRelease(
    makeNear(session, base, `${probePrefix}${run}`),
    (folder) => tryAll(session, folder),
    (folder) => clear(session, folder),
  )

/** Five tries side by side, each with files of its own: where a round trip takes long, few of them count. */
const tryAll = Effect.fnUntraced(function*(session: Session, folder: string) {
  const at = (name: Name) => `${folder}/${name}`
  const put = (...files: ReadonlyArray<Name>) => Effect.forEach(files, (file) => putEmpty(session, at(file)), atOnce)
  const isThere = (name: Name) => succeeds(lstat(session, at(name), folder))
  const plainRename = (from: Name, to: Name) => succeeds(rename(session, folder, at(from), at(to)))
  const posixRename = (from: Name, to: Name) =>
    succeeds(session.tell("try out", folder, (sftp, reply) => sftp.ext_openssh_rename(at(from), at(to), reply)))
  const { written, ...found } = yield* Effect.all({
    written: tryWriting(session, at("written"), at("WRITTEN")),
    renameReplaces: Effect.andThen(put("replacing", "replaced"), plainRename("replacing", "replaced")),
    posixRenames: !session.has("posix-rename@openssh.com 1")
      ? Effect.succeed(false)
      : put("posix-replacing", "posix-replaced").pipe(
        Effect.andThen(posixRename("posix-replacing", "posix-replaced")),
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

/** The folder goes with its files where requests are taken in order, and is asked for again where they are not. */
const clear = (session: Session, folder: string) => {
  const files = Effect.forEach(names, (name) => Effect.ignore(remove(session, `${folder}/${name}`, folder)), atOnce)
  const inner = Effect.forEach(folders, (name) => Effect.ignore(removeFolder(session, `${folder}/${name}`)), atOnce)
  const itself = removeFolder(session, folder)
  return Effect.all([files, inner, Effect.result(itself)], atOnce).pipe(
    Effect.flatMap(([, , removed]) =>
      Result.isSuccess(removed) ? Effect.void : Effect.andThen(inner, Effect.ignore(itself))
    ),
  )
}

const makeFolder = (session: Session, folder: string) =>
  session.tell("try out", folder, (sftp, reply) => sftp.mkdir(folder, reply))

const removeFolder = (session: Session, folder: string) =>
  session.tell("try out", folder, (sftp, reply) => sftp.rmdir(folder, reply))

/** The second is asked only if the first holds. */
const both = <E>(second: Effect.Effect<boolean, E>) => (first: Effect.Effect<boolean, E>): Effect.Effect<boolean, E> =>
  Effect.flatMap(first, (holds) => holds ? second : Effect.succeed(false))

const tryWriting = Effect.fnUntraced(function*(session: Session, file: string, inCapitals: string) {
  const handle = yield* open(session, file)
  const bytes = Buffer.from("probe")
  const { isSeen, setsAttributes } = yield* Effect.all({
    write: session.tell("try out", file, (sftp, reply) => sftp.write(handle, bytes, 0, bytes.length, 0, reply)),
    isSeen: succeeds(lstat(session, file, file)),
    setsAttributes: succeeds(
      session.tell(
        "try out",
        file,
        (sftp, reply) => sftp.fsetstat(handle, { mode: 0o600, atime: oddSeconds, mtime: oddSeconds }, reply),
      ),
    ),
  }, atOnce)
  yield* close(session, file, handle)
  const { shown, foldsNames } = yield* Effect.all({
    shown: lstat(session, file, file),
    foldsNames: succeeds(lstat(session, inCapitals, file)),
  }, atOnce)
  const keepsTimes = shown._tag === "File" && shown.modified === oddSeconds * 1000
  return { appearsAtClose: !isSeen, setsAttributes, keepsTimes, foldsNames }
})

const putEmpty = (session: Session, file: string) =>
  Effect.flatMap(open(session, file), (handle) => close(session, file, handle))

const open = (session: Session, file: string) =>
  session.ask("try out", file, (sftp, reply) => sftp.open(file, WRITE_CREATE_TRUNCATE, reply), asHandle)

const close = (session: Session, file: string, handle: Buffer) =>
  session.tell("try out", file, (sftp, reply) => sftp.close(handle, reply))

/** A refusal is an answer here; a broken connection is not. */
const succeeds = (work: Effect.Effect<unknown, EndpointError>): Effect.Effect<boolean, EndpointError> =>
  work.pipe(
    Effect.as(true),
    Effect.catchIf((error) => !error.isConnection, () => Effect.succeed(false)),
  )
