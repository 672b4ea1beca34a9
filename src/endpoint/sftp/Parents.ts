/** Knows which directories were seen to be real ones, so that nothing is written or believed absent through a link. */
import { Effect } from "effect"
import { type Entry } from "../../domain/Entry.ts"
import { parentOf, type RelPath } from "../../domain/RelPath.ts"
import { type EndpointError } from "../EndpointError.ts"
import { entryOf } from "./attributes.ts"
import { type Session } from "./Session.ts"

/** `absent`: a directory on the way is proven not to be there. */
export type Verdict = "real" | "absent"

/** What a path of the endpoint holds, or what a link there leads to where those are followed. `undefined` is the root. */
export type See = (session: Session, path: RelPath | undefined) => Effect.Effect<Entry, EndpointError>

export class Parents {
  readonly #real = new Set<RelPath | undefined>()

  readonly #see: See

  constructor(see: See) {
    this.#see = see
  }

  /** A look that showed a directory, or one that was just made, is proof until a folder is removed, moved or brought back. */
  trust(directory: RelPath | undefined): void {
    this.#real.add(directory)
  }

  /** A directory is another one by now, or none: no directory is believed in any more before it is looked at. */
  distrust(): void {
    this.#real.clear()
  }

  /** Fails for a parent that is a link or another kind of entry, and for a root that is not there. */
  readonly check = (session: Session, path: RelPath): Effect.Effect<Verdict, EndpointError> =>
    this.checkDirectory(session, parentOf(path))

  /** The same for a directory itself. */
  checkDirectory(session: Session, directory: RelPath | undefined): Effect.Effect<Verdict, EndpointError> {
    if (this.#real.has(directory)) return Effect.succeed("real")
    const above = directory === undefined ? Effect.succeed<Verdict>("real") : this.check(session, directory)
    return Effect.flatMap(
      above,
      (verdict) => verdict === "absent" ? Effect.succeed(verdict) : this.#look(session, directory),
    )
  }

  #look(session: Session, directory: RelPath | undefined): Effect.Effect<Verdict, EndpointError> {
    return this.#see(session, directory).pipe(
      Effect.flatMap((entry): Effect.Effect<Verdict, EndpointError> => {
        if (entry._tag === "Directory") {
          this.#real.add(directory)
          return Effect.succeed("real")
        }
        return entry._tag === "File"
          ? Effect.succeed("absent")
          : Effect.fail(session.error("look at", directory, { _tag: "NotADirectory" }))
      }),
      Effect.catchIf(
        (error) => error.reason._tag === "NotFound" && directory !== undefined,
        () => Effect.succeed<Verdict>("absent"),
      ),
    )
  }
}

export const lstat = (session: Session, absolute: string, shown: string | undefined) =>
  session.ask("look at", shown, (sftp, reply) => sftp.lstat(absolute, reply), asEntry)

/** What a path leads to, links followed. */
export const statThrough = (session: Session, absolute: string, shown: string | undefined) =>
  session.ask("look at", shown, (sftp, reply) => sftp.stat(absolute, reply), asEntry)

/** Every field of attributes may be missing; something that is not attributes at all is a broken reply. */
export const asEntry = (value: unknown) => typeof value === "object" && value !== null ? entryOf(value) : undefined
