/** Taking things away on the server: what was planned to go, and what unfinished runs left. */
import { Effect } from "effect"
import { type File, unchanged } from "../../domain/Entry.ts"
import { type RelPath } from "../../domain/RelPath.ts"
import { runOf } from "../../domain/temporaries.ts"
import { type Removal } from "../Endpoint.ts"
import { type EndpointError } from "../EndpointError.ts"
import { type Ground } from "./Ground.ts"
import { listDirectory } from "./listDirectory.ts"
import { lookAt } from "./lookAt.ts"
import { remove, rename, type Renames, renameToFree } from "./renaming.ts"
import { rootId } from "./root.ts"
import { type Session } from "./Session.ts"
import { canSetAside, clearAside, isTaken, setAside, wayAside } from "./setAside.ts"
import { type Grounds } from "./Strategy.ts"

/** Some servers remove a folder with all that is in it: whether it is empty is looked at before. */
export const removePath = (grounds: Grounds, probed: Effect.Effect<Renames, EndpointError>) => {
  const { session, absolute, parents, stat } = grounds.ground
  return Effect.fnUntraced(function*(removal: Removal) {
    const { path, expected, old } = removal
    const found = yield* stat(path)
    const now = yield* session
    if (!unchanged(expected, found)) return yield* now.error("remove", path, { _tag: "Changed", found })
    if (expected._tag === "File" && old._tag !== "Gone") {
      return yield* removeSetAside(now, grounds, yield* probed, removal, expected)
    }
    if (expected._tag !== "Directory") return yield* remove(now, absolute(path), path)
    const inside = yield* listDirectory(now, absolute(path), path)
    if (inside.entries.length > 0 || inside.problems.length > 0) {
      return yield* now.error("remove", path, { _tag: "NotEmpty" })
    }
    parents.distrust()
    yield* now.tell("remove", path, (sftp, reply) => sftp.rmdir(absolute(path), reply))
  })
}

const removeSetAside = Effect.fnUntraced(function*(
  session: Session,
  { ground, backup }: Grounds,
  renames: Renames,
  removal: Removal,
  expected: File,
) {
  const { path } = removal
  yield* canSetAside(session, renames, path)
  const way = yield* wayAside(session, ground, backup, removal)
  if ((yield* lookAt(session, way.aside, path)) !== undefined) return yield* isTaken(session, way, path)
  const removing = Effect.andThen(setAside(session, renames, way, path, expected), clearAside(session, way, removal))
  yield* Effect.uninterruptible(removing)
})

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

/** Brings an old version back from the backup folder to where it was, if nothing is there. */
export const putBack = ({ ground, backup }: Grounds, probed: Effect.Effect<Renames, EndpointError>) =>
  Effect.fnUntraced(function*(kept: RelPath, home: RelPath): Effect.fn.Return<void, EndpointError> {
    const now = yield* ground.session
    if (backup === undefined) {
      const message = "there is no folder for old versions on this side"
      return yield* now.error("put back", home, { _tag: "Refused", message })
    }
    if ((yield* rootId(now, backup.base)) === undefined) return // nothing has been kept yet
    const version = yield* backup.stat(kept)
    if (version === undefined || (yield* ground.stat(home)) !== undefined) return
    if (version._tag !== "File") {
      return yield* now.error("put back", home, { _tag: "Refused", message: "what is kept is not a file" })
    }
    yield* renameToFree(now, yield* probed, home, backup.absolute(kept), ground.absolute(home), "put back").pipe(
      Effect.catchIf(({ reason }) => reason._tag === "Changed", () => Effect.void),
    )
  })
