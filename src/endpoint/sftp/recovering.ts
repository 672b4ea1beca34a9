/** Brings home on the server what a step that did not come about had moved away, and clears away what it left. */
import { Effect } from "effect"
import { type Entry } from "../../domain/Entry.ts"
import { type RelPath } from "../../domain/RelPath.ts"
import { runOf } from "../../domain/temporaries.ts"
import { type EndpointError, noBackup } from "../EndpointError.ts"
import { type Ground } from "./Ground.ts"
import { remove, type Renames, renameToFree } from "./renaming.ts"
import { rootId } from "./root.ts"
import { type Session } from "./Session.ts"
import { type Grounds } from "./Strategy.ts"

type Probed = Effect.Effect<Renames, EndpointError>

export const recoverLeftover = (ground: Ground, probed: Probed) =>
  Effect.fnUntraced(function*(leftover: RelPath, home: RelPath): Effect.fn.Return<void, EndpointError> {
    if (runOf(leftover) === undefined) return
    const found = yield* ground.stat(leftover)
    if (found === undefined) return
    const now = yield* ground.session
    const from = ground.absolute(leftover)
    if (leftover.endsWith(".old") && (yield* ground.stat(home)) === undefined) {
      return yield* bringHome(now, ground, yield* probed, from, found, home)
    }
    if (found._tag !== "File") { // it was put in the place of a file, and may be nowhere else
      return yield* now.error("recover", leftover, { _tag: "Refused", message: "it is not a file that we wrote" })
    }
    yield* Effect.catchIf(remove(now, from, leftover), ({ reason }) => reason._tag === "NotFound", () => Effect.void)
  })

export const putBack = ({ ground, backup }: Grounds, probed: Probed) =>
  Effect.fnUntraced(function*(kept: RelPath, home: RelPath): Effect.fn.Return<void, EndpointError> {
    const now = yield* ground.session
    if (backup === undefined) return yield* now.error("put back", home, noBackup)
    if ((yield* rootId(now, backup.base)) === undefined) return // nothing has been kept yet
    const version = yield* backup.stat(kept)
    if (version === undefined || (yield* ground.stat(home)) !== undefined) return
    yield* bringHome(now, ground, yield* probed, backup.absolute(kept), version, home).pipe(
      Effect.catchIf(({ reason }) => reason._tag === "Changed", () => Effect.void), // something has the name by now
    )
  })

/** Whatever it is: right before a file was moved away, somebody may have put a folder or a link in its place. */
const bringHome = (
  session: Session,
  { absolute, parents }: Ground,
  renames: Renames,
  from: string,
  { _tag }: Entry,
  home: RelPath,
): Effect.Effect<void, EndpointError> => {
  if (_tag !== "File") parents.distrust()
  return Effect.asVoid(renameToFree(session, renames, home, from, absolute(home), "put back"))
}
