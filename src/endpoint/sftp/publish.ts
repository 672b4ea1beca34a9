/** The moment in which a finished part on a server takes its final name. */
import { Effect } from "effect"
import { type File } from "../../domain/Entry.ts"
import { type Writing } from "../Endpoint.ts"
import { type EndpointError } from "../EndpointError.ts"
import { posixRename, remove, rename, renameToFree } from "./renaming.ts"
import { type Session } from "./Session.ts"
import { bringBack, clearAside, setAside, setsAside, type Way } from "./setAside.ts"
import { type Strategy } from "./Strategy.ts"

interface Places extends Way {
  readonly part: string
}

/** Part, target and the name for the old version were looked at right before. */
export const publish = (
  session: Session,
  strategy: Strategy,
  places: Places,
  writing: Writing,
): Effect.Effect<void, EndpointError> => {
  const { path, expected } = writing
  const { part, target } = places
  if (expected === undefined) {
    return renameToFree(session, { ...strategy, renameReplaces: false }, path, part, target, "publish")
  }
  if (setsAside(writing)) return Effect.uninterruptible(replaceSetAside(session, strategy, places, writing))
  return strategy.publishing === "atomic"
    ? posixRename(session, path, part, target, "write")
    : replaceBlindly(session, places, path)
}

/** Where something takes the name in between, that stays, and the old version stays where it was set aside. */
const replaceSetAside = Effect.fnUntraced(function*(
  session: Session,
  strategy: Strategy,
  places: Places,
  writing: Writing & { readonly expected: File },
) {
  const { path, expected } = writing
  yield* setAside(session, strategy, places, path, expected)
  yield* renameToFree(session, strategy, path, places.part, places.target, "publish").pipe(
    Effect.tapError(() => bringBack(session, strategy, places, path)),
  )
  yield* clearAside(session, places, writing)
})

const replaceBlindly = Effect.fnUntraced(function*(session: Session, { part, target, aside }: Places, path: string) {
  yield* rename(session, path, target, aside)
  yield* rename(session, path, part, target).pipe(
    Effect.onError(() => Effect.ignore(rename(session, path, aside, target))),
  )
  yield* remove(session, aside, path) // failing here lets the caller clear up: nobody else knows of the old version
})
