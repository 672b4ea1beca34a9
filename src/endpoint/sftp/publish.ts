/** The moment in which a finished part on a server takes its final name. */
import { Effect } from "effect"
import { type File } from "../../domain/Entry.ts"
import { type Writing } from "../Endpoint.ts"
import { type EndpointError } from "../EndpointError.ts"
import { type Request } from "./Channel.ts"
import { looking, nothing } from "./lookAt.ts"
import { posixRename, remove, rename, renameToFree } from "./renaming.ts"
import { type Answer, type Session } from "./Session.ts"
import { bringBack, clearAside, setAside, setsAside, type Way } from "./setAside.ts"
import { type Strategy } from "./Strategy.ts"

interface Places extends Way {
  readonly part: string
}

/**
 * Part, target and the name for the old version were looked at right before. Gives the answer to a look at the target in
 * the flight of the rename, if the new name has to be looked at.
 */
export const publish = (
  session: Session,
  strategy: Strategy,
  places: Places,
  writing: Writing,
  isLookedAt: boolean,
): Effect.Effect<Answer, EndpointError> => {
  const { path, expected } = writing
  const { part, target } = places
  const look = isLookedAt ? looking(target) : nothing
  if (expected === undefined) {
    return renameToFree(session, { ...strategy, renameReplaces: false }, path, part, target, "publish", look)
  }
  if (setsAside(writing)) return Effect.uninterruptible(replaceSetAside(session, strategy, places, writing, look))
  return strategy.publishing === "atomic"
    ? posixRename(session, path, part, target, "publish", look)
    : replaceBlindly(session, places, path, look)
}

/** Where something takes the name in between, that stays, and the old version stays where it was set aside. */
const replaceSetAside = Effect.fnUntraced(function*(
  session: Session,
  strategy: Strategy,
  places: Places,
  writing: Writing & { readonly expected: File },
  look: Request,
) {
  const { path, expected } = writing
  const { part, target } = places
  const old = yield* setAside(session, strategy, places, path, expected)
  const shown = yield* renameToFree(session, strategy, path, part, target, "publish", look).pipe(
    Effect.tapError(() => bringBack(session, strategy, places, path)),
  )
  yield* clearAside(session, places, writing, old)
  return shown
})

const replaceBlindly = Effect.fnUntraced(
  function*(session: Session, { part, target, aside }: Places, path: string, look: Request) {
    yield* rename(session, path, target, aside, "set aside")
    const shown = yield* rename(session, path, part, target, "publish", look).pipe(
      Effect.onError(() => Effect.ignore(rename(session, path, aside, target, "bring back"))),
    )
    yield* remove(session, aside, path) // failing here lets the caller clear up: nobody else knows of the old version
    return shown
  },
)
