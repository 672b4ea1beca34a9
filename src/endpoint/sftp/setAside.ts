/** Takes a version on a server away from its name without losing it, whatever it turns out to be. */
import { Effect } from "effect"
import { type File, sameStamp } from "../../domain/Entry.ts"
import { childOf, parentOf } from "../../domain/RelPath.ts"
import { asideName } from "../../domain/temporaries.ts"
import { type Writing } from "../Endpoint.ts"
import { type EndpointError, explain, noBackup, writtenOn } from "../EndpointError.ts"
import { makeWay } from "./backupFolder.ts"
import { isSameRenamed, knownByContent } from "./digestOfFile.ts"
import { type Ground } from "./Ground.ts"
import { changed, lookAt } from "./lookAt.ts"
import { posixRename, remove, rename, type Renames, renameToFree } from "./renaming.ts"
import { type Session } from "./Session.ts"

/** Where a version is and where it goes, both absolute. */
export interface Way {
  readonly target: string
  readonly aside: string
}

type Setting = Pick<Writing, "path" | "expected" | "old" | "temporary">

/** Whether a file is set aside before another one takes its name. */
export const setsAside = (writing: Writing): writing is Writing & { readonly expected: File } =>
  writing.expected?._tag === "File" && writing.old._tag !== "Gone"

/** Nothing is looked at or made but what is needed for an old version that is to be kept. */
export const wayAside = Effect.fnUntraced(function*(
  session: Session,
  ground: Ground,
  backup: Ground | undefined,
  { path, expected, old, temporary }: Setting,
): Effect.fn.Return<Way, EndpointError> {
  const target = ground.absolute(path)
  if (old._tag !== "Kept" || expected?._tag !== "File") {
    return { target, aside: ground.absolute(childOf(parentOf(path), asideName(temporary))) }
  }
  if (backup === undefined) {
    return yield* session.error("set aside", path, noBackup)
  }
  yield* makeWay(session, backup, parentOf(old.as))
  return { target, aside: backup.absolute(old.as) }
})

/** Whatever takes a name away must be able to bring it back without replacing anything. */
export const canSetAside = (session: Session, { renames }: Renames, path: string) =>
  renames ? Effect.void : Effect.fail(
    session.error("set aside", path, {
      _tag: "Unsupported",
      what: "renaming files, without which no old version can be checked or kept",
    }),
  )

/**
 * Nothing has the name `aside`: that was looked at. One rename takes whatever has the name `target` at that moment, so
 * that no edit is lost; what was taken is looked at afterwards. OpenSSH's plain rename, a link and an unlink, would
 * remove what is put in the place of the file between the two. Gives the file as it was seen there.
 */
export const setAside = Effect.fnUntraced(function*(
  session: Session,
  renames: Renames,
  way: Way,
  path: string,
  expected: File,
): Effect.fn.Return<File, EndpointError> {
  const { target, aside } = way
  const before = yield* knownByContent(session, renames, target, path, expected)
  const away = renames.posixRenames ? posixRename : rename
  yield* away(session, path, target, aside, "set aside").pipe(
    Effect.catchIf((error) => !error.isConnection, (refusal) => whyNotAside(session, target, path, refusal)),
  )
  const looking = Effect.gen(function*() {
    const found = yield* lookAt(session, aside, path)
    return { found, isExpected: yield* isSameRenamed(session, aside, path, before, found) }
  })
  const { found, isExpected } = yield* Effect.tapError(looking, () => bringBack(session, renames, way, path))
  if (found?._tag === "File" && isExpected) return found
  yield* bringBack(session, renames, way, path)
  return yield* changed(session, "set aside", path, found)
})

const whyNotAside = Effect.fnUntraced(
  function*(session: Session, target: string, path: string, refusal: EndpointError) {
    if ((yield* lookAt(session, target, path)) === undefined) {
      return yield* changed(session, "set aside", path, undefined)
    }
    const message = `the old version could not be renamed to where it was to go: ${explain(refusal.reason)}`
    return yield* session.error("set aside", path, { _tag: "Refused", message })
  },
)

/** Replaces nothing. What cannot be brought back stays where it is. */
export const bringBack = (session: Session, renames: Renames, { target, aside }: Way, path: string) =>
  Effect.ignore(renameToFree(session, renames, path, aside, target, "bring back"))

/**
 * The version that was set aside goes, unless it is to be kept. A program that holds it open may have written to it since
 * it was `seen`: then it stays under the name that it has.
 */
export const clearAside = Effect.fnUntraced(
  function*(session: Session, { aside }: Way, { path, old }: Setting, seen: File) {
    if (old._tag === "Kept") return
    const found = yield* lookAt(session, aside, path)
    if (found === undefined) return
    if (found._tag === "File" && sameStamp(seen, found)) return yield* remove(session, aside, path)
    return yield* session.error("set aside", path, writtenOn(nameIn(aside)))
  },
)

const nameIn = (absolute: string): string => absolute.slice(absolute.lastIndexOf("/") + 1)

export const isTaken = (session: Session, { aside }: Pick<Way, "aside">, path: string) =>
  Effect.fail(
    session.error("set aside", path, {
      _tag: "Refused",
      message: `the name ${nameIn(aside)}, meant for the old version, is taken`,
    }),
  )
