/** A folder on an SFTP server, as an endpoint. */
import { Effect, Stream } from "effect"
import { type Entry, type File } from "../../domain/Entry.ts"
import { childOf, type RelPath } from "../../domain/RelPath.ts"
import { type Endpoint, type Writing } from "../Endpoint.ts"
import { EndpointError } from "../EndpointError.ts"
import { Probes } from "../Probes.ts"
import { capabilitiesOf, publishingOf } from "./capabilities.ts"
import { followLink, followLinks } from "./followLinks.ts"
import { spread } from "./Lanes.ts"
import { listDirectory, readLink } from "./listDirectory.ts"
import { makeDirectory } from "./makeDirectory.ts"
import { lstat, Parents, type See, statThrough, type Verdict } from "./Parents.ts"
import { type Probe } from "./probe.ts"
import { readFile } from "./readFile.ts"
import { recoverLeftover, removePath } from "./removing.ts"
import { makeFolders, rootId } from "./root.ts"
import { type Session } from "./Session.ts"
import { type SftpFolder } from "./SftpFolder.ts"
import { tryOut } from "./tryOut.ts"
import { type Strategy, writeFile } from "./writeFile.ts"

export const sftpEndpoint = Effect.fnUntraced(function*(folder: SftpFolder): Effect.fn.Return<Endpoint, never, Probes> {
  const { name, server, base, symlinks } = folder
  const session = spread(folder.session)
  const probes = yield* Probes
  const absolute = (path: RelPath | undefined) => path === undefined ? base : `${base === "/" ? "" : base}/${path}`

  let known: Probe | undefined
  const probed = Effect.suspend(() =>
    known === undefined ? Effect.map(tryOut(folder, probes), remember) : Effect.succeed(known)
  )
  const remember = (found: Probe) => known = found

  const see: See = (now, path) => {
    const place = absolute(path)
    if (path === undefined) return statThrough(now, place, path)
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

  const ground = { session, absolute, parents, stat }

  const list = Effect.fnUntraced(function*(directory: RelPath | undefined) {
    const now = yield* session
    yield* real(now, "list", parents.checkDirectory(now, directory), directory)
    const seen = yield* listDirectory(now, absolute(directory), directory)
    const listing = symlinks === "follow" ? yield* followLinks(now, base, absolute(directory), seen) : seen
    for (const [child, entry] of listing.entries) {
      if (entry._tag === "Directory") parents.trust(childOf(directory, child))
    }
    return listing
  })

  const read = Effect.fnUntraced(function*(path: RelPath, file: File) {
    const now = yield* session
    yield* real(now, "read", parents.check(now, path), path)
    return readFile(now, absolute(path), path, file, see(now, path))
  })

  const write = Effect.fnUntraced(function*(writing: Writing, content: Stream.Stream<Uint8Array, EndpointError>) {
    const strategy = yield* Effect.flatMap(probed, (found) => strategyOf(found, name))
    const now = yield* session
    yield* real(now, "write", parents.check(now, writing.path), writing.path)
    return yield* writeFile(now, absolute, strategy, writing, content)
  })

  return {
    name,
    rootId: Effect.map(
      Effect.flatMap(session, (now) => rootId(now, base)),
      (real) => real === undefined ? undefined : `${server}:${real}`, // the same path elsewhere is another root
    ),
    makeRoot: Effect.flatMap(session, (now) => makeFolders(now, base)),
    capabilities: (use) =>
      Effect.gen(function*() {
        const found = use === "target" ? yield* probed : undefined
        if (found !== undefined) yield* strategyOf(found, name)
        return capabilitiesOf((yield* session).announced, found)
      }),
    list,
    stat,
    read: (path, file) => Stream.unwrap(read(path, file)),
    write,
    makeDirectory: makeDirectory(ground, () => known?.posixRenames === true), // as every real file system does
    remove: removePath(ground),
    recover: recoverLeftover(ground),
  }
})

/** A directory that is not there, on the way to what is asked for. */
const real = (
  now: Session,
  operation: string,
  verdict: Effect.Effect<Verdict, EndpointError>,
  path: string | undefined,
) =>
  Effect.flatMap(verdict, (found) => found === "real" ? Effect.void : now.error(operation, path, { _tag: "NotFound" }))

const strategyOf = (found: Probe, name: string): Effect.Effect<Strategy, EndpointError> => {
  const publishing = publishingOf(found)
  const { setsAttributes, keepsTimes, renameReplaces } = found
  return publishing === undefined
    ? Effect.fail(
      new EndpointError({
        endpoint: name,
        operation: "write",
        reason: {
          _tag: "Unsupported",
          what: "any safe way to replace a file (no rename, and files appear half-written)",
        },
      }),
    )
    : Effect.succeed({ publishing, setsAttributes, keepsTimes, renameReplaces })
}
