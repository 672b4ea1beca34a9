/** Shows links as what they lead to, as far as that lies inside the root and not above the link itself. */
import { Effect } from "effect"
import { Entries, type NamedEntry } from "../../domain/Entries.ts"
import { type Entry } from "../../domain/Entry.ts"
import { type Listing } from "../Endpoint.ts"
import { type EndpointError } from "../EndpointError.ts"
import { statThrough } from "./Parents.ts"
import { type Session } from "./Session.ts"

export const followLinks = Effect.fnUntraced(
  function*(session: Session, base: string, directory: string, listing: Listing) {
    const entries = yield* Effect.forEach(
      listing.entries,
      ([name, entry]): Effect.Effect<NamedEntry, EndpointError> =>
        entry._tag === "Symlink"
          ? Effect.map(followLink(session, base, `${directory}/${name}`), (found) => [name, found])
          : Effect.succeed([name, entry]),
      { concurrency: 64 },
    )
    return { ...listing, entries: Entries.of(entries) }
  },
)

export const followLink = Effect.fnUntraced(function*(session: Session, base: string, link: string) {
  const [root, home, real, found] = yield* Effect.all([
    realPath(session, base),
    realPath(session, link.slice(0, link.lastIndexOf("/"))),
    realPath(session, link),
    statThrough(session, link, link).pipe(
      Effect.catchIf((error) => !error.isConnection, () => Effect.succeed(undefined)),
    ),
  ], { concurrency: "unbounded" })
  if (found === undefined) return unknown("the link leads nowhere")
  if (!isBelow(root, real)) return unknown("the link leads out of the root")
  if (found._tag === "Directory" && (home === real || isBelow(real, home))) return unknown("the link leads in a circle")
  return found
})

const unknown = (problem: string): Entry => ({ _tag: "Unknown", problem })

const isBelow = (folder: string, path: string): boolean => path.startsWith(folder.endsWith("/") ? folder : `${folder}/`)

/** Some servers do not resolve paths; then a path stands for itself. */
export const realPath = (session: Session, path: string): Effect.Effect<string, EndpointError> =>
  session.ask("look at", path, (sftp, reply) => sftp.realpath(path, reply), asText).pipe(
    Effect.catchIf((error) => !error.isConnection, () => Effect.succeed(path)),
  )

const asText = (value: unknown): string | undefined => typeof value === "string" ? value : undefined
