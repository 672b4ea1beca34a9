/** What has to be known of one folder on a server to look at what is in it, and to change it. */
import { Effect } from "effect"
import { type Entry } from "../../domain/Entry.ts"
import { type RelPath } from "../../domain/RelPath.ts"
import { type EndpointError } from "../EndpointError.ts"
import { followLink } from "./followLinks.ts"
import { readLink } from "./listDirectory.ts"
import { lstat, Parents, type See, statThrough } from "./Parents.ts"
import { type Session } from "./Session.ts"
import { type SftpFolder } from "./SftpFolder.ts"

export interface Ground {
  readonly session: Effect.Effect<Session, EndpointError>
  readonly base: string
  readonly isOurs: boolean // made by this tool: no link to it is believed
  readonly absolute: (path: RelPath | undefined) => string
  readonly see: See
  readonly parents: Parents
  readonly stat: (path: RelPath) => Effect.Effect<Entry | undefined, EndpointError>
}

export const groundOf = (
  { base, symlinks }: Pick<SftpFolder, "base" | "symlinks">,
  session: Ground["session"],
  isOurs: boolean,
): Ground => {
  const absolute = (path: RelPath | undefined) => path === undefined ? base : `${base === "/" ? "" : base}/${path}`

  const see: See = (now, path) => {
    const place = absolute(path)
    if (path === undefined && !isOurs) return statThrough(now, place, path)
    const entry = lstat(now, place, path)
    if (symlinks === "skip") return entry
    return Effect.flatMap(
      entry,
      (found) => found._tag === "Symlink" ? followLink(now, base, place) : Effect.succeed(found),
    )
  }
  const parents = new Parents(see)

  const stat = Effect.fnUntraced(function*(path: RelPath): Effect.fn.Return<Entry | undefined, EndpointError> {
    const now = yield* session
    if ((yield* parents.check(now, path)) === "absent") return undefined
    const entry = yield* see(now, path).pipe(
      Effect.catchIf((error) => error.reason._tag === "NotFound", () => Effect.succeed(undefined)),
    )
    return entry?._tag === "Symlink" ? { ...entry, target: yield* readLink(now, absolute(path)) } : entry
  })

  return { session, base, isOurs, absolute, see, parents, stat }
}
