/** Gives a file or a directory on a server another name, for which nothing is replaced. */
import { Effect } from "effect"
import { type Entry, type File, unchanged } from "../../domain/Entry.ts"
import { childOf, parentOf, type RelPath } from "../../domain/RelPath.ts"
import { asideName } from "../../domain/temporaries.ts"
import { type EndpointError } from "../EndpointError.ts"
import { isSameRenamed, knownByContent } from "./digestOfFile.ts"
import { type Ground } from "./Ground.ts"
import { changed, lookAt, looking, presence } from "./lookAt.ts"
import { type Renames, renameToFree } from "./renaming.ts"
import { type Answer, type Session } from "./Session.ts"
import { bringBack, isTaken, setAside } from "./setAside.ts"

interface Moving {
  readonly from: RelPath
  readonly path: RelPath
  readonly here: string // where `from` is, absolute
  readonly there: string
  readonly aside: string
}

/** `temporary`: a name, no path; what is moved has a name made of it for a moment. */
export const movePath = (ground: Ground, probed: Effect.Effect<Renames, EndpointError>) => {
  const { session, absolute, parents, stat } = ground
  return Effect.fnUntraced(
    function*(
      from: RelPath,
      path: RelPath,
      expected: Entry,
      temporary: string,
    ): Effect.fn.Return<Entry, EndpointError> {
      const renames = yield* probed
      const now = yield* session
      yield* isMovable(now, renames, from, expected)
      const found = yield* stat(from)
      if (!unchanged(expected, found)) return yield* changed(now, "move", from, found)
      if ((yield* parents.check(now, path)) === "absent") {
        return yield* now.error("move", path, { _tag: "NotFound" })
      }
      const moving: Moving = {
        from,
        path,
        here: absolute(from),
        there: absolute(path),
        aside: absolute(childOf(parentOf(from), asideName(temporary))),
      }
      yield* areFree(now, moving)
      if (expected._tag === "Directory") parents.distrust()
      return expected._tag === "File" && renames.posixRenames
        ? yield* moveSetAside(now, renames, moving, expected)
        : yield* moveAtOnce(now, renames, moving, expected, stat(from))
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

/** A folder may replace an empty one without a word. */
const areFree = Effect.fnUntraced(function*(session: Session, { path, there, aside }: Moving) {
  const looks = yield* session.together("look at", path, { there: looking(there), aside: looking(aside) })
  const taken = yield* presence(session, path, looks.there)
  if (taken !== undefined) return yield* changed(session, "move", path, taken)
  if ((yield* presence(session, path, looks.aside)) !== undefined) return yield* isTaken(session, { aside }, path)
})

/** A file is taken from its name as it is before a replacement, and only given the new one if it is the expected one. */
const moveSetAside = Effect.fnUntraced(
  function*(session: Session, renames: Renames, { from, path, here, there, aside }: Moving, expected: File) {
    const way = { target: here, aside }
    yield* setAside(session, renames, way, from, expected)
    const shown = yield* renameToFree(session, renames, path, aside, there, "move", looking(there)).pipe(
      Effect.tapError(() => bringBack(session, renames, way, from)),
    )
    const arrived = yield* shownAt(session, path, there, shown)
    return arrived ?? (yield* changed(session, "move", path, arrived))
  },
)

/** What arrived is looked at: if it is not what was expected, an edit came in between, and goes back with its name. */
const moveAtOnce = Effect.fnUntraced(function*(
  session: Session,
  renames: Renames,
  { from, path, here, there }: Moving,
  expected: Entry,
  left: Effect.Effect<Entry | undefined, EndpointError>,
) {
  const before = expected._tag === "File" ? yield* knownByContent(session, renames, here, from, expected) : expected
  const shown = yield* renameToFree(session, renames, path, here, there, "move", looking(there)).pipe(
    Effect.catchIf(
      (error) => !error.isConnection && error.reason._tag !== "Changed",
      (refusal) =>
        Effect.flatMap(
          left,
          (found) => unchanged(expected, found) ? Effect.fail(refusal) : changed(session, "move", from, found),
        ),
    ),
  )
  const arrived = yield* shownAt(session, path, there, shown)
  const isExpected = before._tag === "File"
    ? yield* isSameRenamed(session, there, path, before, arrived)
    : arrived?._tag === before._tag
  if (arrived !== undefined && isExpected) return arrived
  yield* Effect.ignore(renameToFree(session, renames, from, there, here, "bring back"))
  return yield* changed(session, "move", from, arrived)
})

/** A server that does not take requests in order may not have shown it yet. */
const shownAt = (session: Session, path: string, there: string, shown: Answer) =>
  Effect.flatMap(
    presence(session, path, shown),
    (found) => found === undefined ? lookAt(session, there, path) : Effect.succeed(found),
  )
