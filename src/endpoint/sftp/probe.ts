/** Tries, in a throw-away folder of our own, what the server really does. No announcement and no OK is believed. */
import { Effect, Schema } from "effect"
import { probePrefix } from "../../domain/temporaries.ts"
import { type EndpointError } from "../EndpointError.ts"
import { asHandle } from "./listDirectory.ts"
import { lstat } from "./Parents.ts"
import { type Session } from "./Session.ts"
import { remove, rename } from "./writeFile.ts"

export const Probe = Schema.Struct({
  appearsAtClose: Schema.Boolean, // a file that is being written cannot be seen under its name
  setsAttributes: Schema.Boolean, // FSETSTAT is answered with OK
  keepsTimes: Schema.Boolean, // and a time set that way reads back
  renames: Schema.Boolean,
  renameReplaces: Schema.Boolean, // the plain rename puts one file in the place of another, without a word
  posixRenames: Schema.Boolean,
  foldsNames: Schema.Boolean, // "probe" and "PROBE" are one file
})
export interface Probe extends Schema.Schema.Type<typeof Probe> {}

/** 2001-09-09, a time that no server gives by itself. */
const oddSeconds = 1_000_000_000

const WRITE_CREATE_TRUNCATE = 0x02 | 0x08 | 0x10

/** Leaves nothing behind, whatever fails. `base` is a folder that exists. */
export const probe = Effect.fnUntraced(function*(session: Session, base: string, run: string) {
  const folder = `${base}/${probePrefix}${run}`
  const [first, second] = [`${folder}/probe`, `${folder}/other`]
  return yield* Effect.acquireUseRelease(
    session.tell("try out", folder, (sftp, reply) => sftp.mkdir(folder, reply)),
    () =>
      Effect.gen(function*() {
        const written = yield* tryWriting(session, first)
        yield* put(session, second)
        const foldsNames = yield* succeeds(lstat(session, `${folder}/PROBE`, folder))
        const renameReplaces = yield* succeeds(rename(session, folder, first, second))
        if (renameReplaces) yield* put(session, first)
        const posixRenames = session.has("posix-rename@openssh.com 1")
          && (yield* succeeds(
            session.tell("try out", folder, (sftp, reply) => sftp.ext_openssh_rename(first, second, reply)),
          ))
          && !(yield* succeeds(lstat(session, first, folder)))
        const moved = `${folder}/moved`
        const renames = yield* succeeds(
          Effect.andThen(rename(session, folder, second, moved), lstat(session, moved, folder)),
        )
        return { ...written, renames, renameReplaces, posixRenames, foldsNames } satisfies Probe
      }),
    () =>
      Effect.forEach([first, second, `${folder}/moved`], (file) => Effect.ignore(remove(session, file, folder)), {
        concurrency: "unbounded",
      }).pipe(
        Effect.andThen(session.tell("try out", folder, (sftp, reply) => sftp.rmdir(folder, reply))),
        Effect.ignore,
      ),
  )
})

const tryWriting = Effect.fnUntraced(function*(session: Session, file: string) {
  const handle = yield* open(session, file)
  const bytes = Buffer.from("probe")
  yield* session.tell("try out", file, (sftp, reply) => sftp.write(handle, bytes, 0, bytes.length, 0, reply))
  const appearsAtClose = !(yield* succeeds(lstat(session, file, file)))
  const setsAttributes = yield* succeeds(
    session.tell(
      "try out",
      file,
      (sftp, reply) => sftp.fsetstat(handle, { mode: 0o600, atime: oddSeconds, mtime: oddSeconds }, reply),
    ),
  )
  yield* close(session, file, handle)
  const shown = yield* lstat(session, file, file)
  const keepsTimes = shown._tag === "File" && shown.modified === oddSeconds * 1000
  return { appearsAtClose, setsAttributes, keepsTimes }
})

const put = (session: Session, file: string) =>
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
