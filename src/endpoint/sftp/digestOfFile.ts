/** The digest of what a server holds under a name, found by reading it back. */
import { Effect, Stream } from "effect"
import { createHash } from "node:crypto"
import { type Entry, type File, sameStamp } from "../../domain/Entry.ts"
import { type EndpointError } from "../EndpointError.ts"
import { signOfLife } from "../SignOfLife.ts"
import { lookAt } from "./lookAt.ts"
import { readFile } from "./readFile.ts"
import { type Renames } from "./renaming.ts"
import { type Session } from "./Session.ts"

/** `path` is what people see of `absolute`. Fails with `Changed` if it is not `file` any more. */
export const digestOfFile = Effect.fnUntraced(function*(session: Session, absolute: string, path: string, file: File) {
  const hash = createHash("sha256")
  const look = Effect.flatMap(
    lookAt(session, absolute, path),
    (found) => found === undefined ? session.error("read", path, { _tag: "NotFound" }) : Effect.succeed(found),
  )
  yield* Stream.runForEach(
    readFile(session, absolute, path, file, look),
    (bytes) => Effect.andThen(Effect.sync(() => hash.update(bytes)), signOfLife),
  )
  return hash.digest()
})

/**
 * Before the first rename: where a rename may date a file anew, what it holds has to be known to find it again. It is read
 * only if nobody has read it yet.
 */
export const knownByContent = (
  session: Session,
  { keepsTimes }: Pick<Renames, "keepsTimes">,
  absolute: string,
  path: string,
  file: File,
): Effect.Effect<File, EndpointError> =>
  keepsTimes || file.digest !== undefined
    ? Effect.succeed(file)
    : Effect.map(digestOfFile(session, absolute, path, file), (digest) => ({ ...file, digest: digest.toString("hex") }))

/**
 * Whether a file is still the same one after it was renamed. Where a rename is a copy and a delete, as on object stores,
 * it is as old as the rename, and only its content tells.
 */
export const isSameRenamed = (
  session: Session,
  absolute: string,
  path: string,
  before: File,
  found: Entry | undefined,
): Effect.Effect<boolean, EndpointError> => {
  if (found?._tag !== "File" || found.size !== before.size) return Effect.succeed(false)
  if (sameStamp(before, found)) return Effect.succeed(true)
  return before.digest === undefined
    ? Effect.succeed(false)
    : Effect.map(digestOfFile(session, absolute, path, found), (digest) => digest.toString("hex") === before.digest)
}
