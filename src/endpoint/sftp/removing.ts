/** Removing on the server what was planned to go. */
import { Effect } from "effect"
import { type File, unchanged } from "../../domain/Entry.ts"
import { type Removal } from "../Endpoint.ts"
import { type EndpointError } from "../EndpointError.ts"
import { listDirectory } from "./listDirectory.ts"
import { lookAt } from "./lookAt.ts"
import { remove, type Renames } from "./renaming.ts"
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
  const removing = Effect.flatMap(
    setAside(session, renames, way, path, expected),
    (seen) => clearAside(session, way, removal, seen),
  )
  yield* Effect.uninterruptible(removing)
})
