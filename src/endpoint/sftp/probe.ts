/** Tries, in a throw-away folder of our own, what the server really does. No announcement and no OK is believed. */
import { Effect, Schema } from "effect"
import { type Entry } from "../../domain/Entry.ts"
import { type EndpointError } from "../EndpointError.ts"
import { type Request } from "./Channel.ts"
import { looking } from "./lookAt.ts"
import { asEntry, lstat } from "./Parents.ts"
import { posixRenaming, renaming } from "./renaming.ts"
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
  foldsNames: Schema.Boolean, // "lower" and "LOWER" are one file
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

/** Six tries side by side, each with files of its own: where a round trip takes long, few of them count. */
const tryAll = Effect.fnUntraced(function*(session: Session, folder: string) {
  const at = (name: TrialName) => `${folder}/${name}`
  const put = (...files: ReadonlyArray<TrialName>) =>
    Effect.forEach(files, (file) => putEmpty(session, at(file)), atOnce)
  const brings = (request: Request, ...sights: ReadonlyArray<Sight>) => bringsAbout(session, folder, request, sights)
  const there = (name: TrialName): Sight => ({ file: at(name), shows: true })
  const gone = (name: TrialName): Sight => ({ file: at(name), shows: false })
  const { written, ...found } = yield* Effect.all({
    written: tryWriting(session, at("written"), at("renamed")),
    foldsNames: Effect.andThen(put("lower"), isSeen(session, there("LOWER"))),
    renameReplaces: Effect.andThen(
      put("replacing", "replaced"),
      brings(renaming(at("replacing"), at("replaced"))),
    ),
    posixRenames: !session.has("posix-rename@openssh.com 1") ? Effect.succeed(false) : Effect.andThen(
      put("posix-replacing", "posix-replaced"),
      brings(posixRenaming(at("posix-replacing"), at("posix-replaced")), gone("posix-replacing")),
    ),
    renames: Effect.andThen(put("here"), brings(renaming(at("here"), at("there")), there("there"))),
    renamesDirectories: succeeds(Effect.andThen(makeFolder(session, at("folder")), put("folder/inside"))).pipe(
      Effect.flatMap((isMade) =>
        isMade
          ? brings(renaming(at("folder"), at("moved-folder")), there("moved-folder/inside"), gone("folder"))
          : Effect.succeed(false)
      ),
    ),
  }, atOnce)
  return { ...written, ...found }
})

/** What a look at a file must show. */
interface Sight {
  readonly file: string
  readonly shows: boolean // that it is there
}

/**
 * Whether the server does what it is asked to, and shows it. It is looked at in the same flight, which proves what it
 * shows; what it does not show is looked at again, because not every server takes requests in order.
 */
const bringsAbout = Effect.fnUntraced(function*(
  session: Session,
  folder: string,
  request: Request,
  sights: ReadonlyArray<Sight>,
) {
  const looks = sights.map(({ file }) => [file, looking(file)] as const)
  const { done, ...seen } = yield* session.together<string>(tryOut, folder, {
    done: request,
    ...Object.fromEntries(looks),
  })
  if (done?.error !== undefined) return done.error.isConnection ? yield* done.error : false
  const isProven = sights.every(({ file, shows }) => {
    const error = seen[file]?.error
    return shows ? error === undefined : error?.isConnection === false
  })
  return isProven || (yield* Effect.forEach(sights, (sight) => isSeen(session, sight), atOnce)).every(Boolean)
})

const isSeen = (session: Session, { file, shows }: Sight): Effect.Effect<boolean, EndpointError> =>
  Effect.map(succeeds(lstat(session, file, file)), (isThere) => isThere === shows)

const tryWriting = Effect.fnUntraced(function*(session: Session, file: string, renamed: string) {
  const handle = yield* create(session, file)
  const bytes = Buffer.from("probe")
  const { isShown, setsAttributes } = yield* Effect.all({
    write: session.tell(tryOut, file, (sftp, reply) => sftp.write(handle, bytes, 0, bytes.length, 0, reply)),
    isShown: succeeds(lstat(session, file, file)),
    setsAttributes: succeeds(
      session.tell(
        tryOut,
        file,
        (sftp, reply) => sftp.fsetstat(handle, { mode: 0o600, atime: oddSeconds, mtime: oddSeconds }, reply),
      ),
    ),
  }, atOnce)
  yield* close(session, file, handle)
  const { done, shown } = yield* session.together(tryOut, file, {
    done: renaming(file, renamed),
    shown: looking(renamed),
  })
  if (done.error?.isConnection === true) return yield* done.error
  const isKept = shown.error === undefined && hasOddTime(asEntry(shown.value))
  const keepsTimes = isKept || hasOddTime(yield* lstat(session, done.error === undefined ? renamed : file, file))
  return { appearsAtClose: !isShown, setsAttributes, keepsTimes }
})

const hasOddTime = (entry: Entry | undefined): boolean => entry?._tag === "File" && entry.modified === oddSeconds * 1000

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
