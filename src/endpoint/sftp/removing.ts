/** Taking things away on the server: what was planned to go, and what unfinished runs left. */
import { Effect } from "effect"
import { type Entry, unchanged } from "../../domain/Entry.ts"
import { type RelPath } from "../../domain/RelPath.ts"
import { runOf } from "../../domain/temporaries.ts"
import { type EndpointError } from "../EndpointError.ts"
import { listDirectory } from "./listDirectory.ts"
import { type Parents } from "./Parents.ts"
import { type Session } from "./Session.ts"
import { remove, rename } from "./writeFile.ts"

/** What has to be known of a folder to change it. */
export interface Ground {
  readonly session: Effect.Effect<Session, EndpointError>
  readonly absolute: (path: RelPath) => string
  readonly parents: Parents
  readonly stat: (path: RelPath) => Effect.Effect<Entry | undefined, EndpointError>
}

/** Some servers remove a folder with all that is in it: whether it is empty is looked at before. */
export const removePath = (ground: Ground) => {
  const { session, absolute, parents, stat } = ground
  return Effect.fnUntraced(function*(path: RelPath, expected: Entry) {
    const found = yield* stat(path)
    const now = yield* session
    if (!unchanged(expected, found)) return yield* now.error("remove", path, { _tag: "Changed", found })
    if (expected._tag !== "Directory") return yield* remove(now, absolute(path), path)
    const inside = yield* listDirectory(now, absolute(path), path)
    if (inside.entries.length > 0 || inside.problems.length > 0) {
      return yield* now.error("remove", path, { _tag: "NotEmpty" })
    }
    parents.distrust()
    yield* now.tell("remove", path, (sftp, reply) => sftp.rmdir(absolute(path), reply))
  })
}

export const recoverLeftover = ({ session, absolute, stat }: Ground) =>
  Effect.fnUntraced(function*(leftover: RelPath, home: RelPath) {
    if (runOf(leftover) === undefined) return
    const now = yield* session
    const isOldVersion = leftover.endsWith(".old")
    const clearing = isOldVersion && (yield* stat(home)) === undefined
      ? rename(now, home, absolute(leftover), absolute(home))
      : remove(now, absolute(leftover), leftover)
    yield* Effect.catchIf(clearing, ({ reason }) => reason._tag === "NotFound", () => Effect.void)
  })
