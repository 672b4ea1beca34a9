/** Gives a file or a directory on a server another name, for which nothing is replaced. */
import { Effect } from "effect"
import { type Entry, unchanged } from "../../domain/Entry.ts"
import { type RelPath } from "../../domain/RelPath.ts"
import { type EndpointError } from "../EndpointError.ts"
import { isSameRenamed } from "./digestOfFile.ts"
import { type Ground } from "./Ground.ts"
import { changed, lookAt } from "./lookAt.ts"
import { type Renames, renameToFree } from "./renaming.ts"
import { type Session } from "./Session.ts"

/** What arrived is looked at: if it is not the expected file, an edit came in between, and goes back with its name. */
export const movePath = (ground: Ground, probed: Effect.Effect<Renames, EndpointError>) => {
  const { session, absolute, parents, stat } = ground
  return Effect.fnUntraced(
    function*(from: RelPath, path: RelPath, expected: Entry): Effect.fn.Return<Entry, EndpointError> {
      const renames = yield* probed
      const now = yield* session
      yield* isMovable(now, renames, from, expected)
      const found = yield* stat(from)
      if (!unchanged(expected, found)) return yield* changed(now, "move", from, found)
      if ((yield* parents.check(now, path)) === "absent") {
        return yield* now.error("move", path, { _tag: "NotFound" })
      }
      const [here, there] = [absolute(from), absolute(path)]
      const taken = yield* lookAt(now, there, path) // a folder may replace an empty one without a word
      if (taken !== undefined) return yield* changed(now, "move", path, taken)
      if (expected._tag === "Directory") parents.distrust()
      yield* renameToFree(now, renames, from, here, there, "move").pipe(
        Effect.catchIf(
          (error) => !error.isConnection && error.reason._tag !== "Changed",
          (refusal) =>
            Effect.flatMap(
              stat(from),
              (left) => unchanged(expected, left) ? Effect.fail(refusal) : changed(now, "move", from, left),
            ),
        ),
      )
      const arrived = yield* lookAt(now, there, path)
      const isExpected = expected._tag === "File"
        ? yield* isSameRenamed(now, there, path, expected, arrived)
        : arrived?._tag === expected._tag
      if (arrived !== undefined && isExpected) return arrived
      yield* Effect.ignore(renameToFree(now, renames, path, there, here, "move"))
      return yield* changed(now, "move", from, arrived)
    },
    Effect.uninterruptible,
  )
}

const isMovable = (session: Session, { renames, renamesDirectories }: Renames, from: string, { _tag }: Entry) => {
  if (_tag === "File" && renames) return Effect.void
  if (_tag === "Directory" && renamesDirectories) return Effect.void
  return Effect.fail(session.error(
    "move",
    from,
    _tag === "File" || _tag === "Directory"
      ? { _tag: "Unsupported", what: _tag === "File" ? "renaming files" : "renaming folders" }
      : { _tag: "Refused", message: "it is neither a file nor a folder" },
  ))
}
