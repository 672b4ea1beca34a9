/** A folder on an SFTP server, as an endpoint. */
import { Effect, type Scope, Semaphore, Stream } from "effect"
import { type File } from "../../domain/Entry.ts"
import { childOf, type RelPath } from "../../domain/RelPath.ts"
import { type Basis, type Endpoint, type Writing } from "../Endpoint.ts"
import { type EndpointError } from "../EndpointError.ts"
import { Probes } from "../Probes.ts"
import { type Pieces } from "./assemblePart.ts"
import { capabilitiesOf, isRoomy, mostListings } from "./capabilities.ts"
import { followLinks } from "./followLinks.ts"
import { groundOf } from "./Ground.ts"
import { listDirectory } from "./listDirectory.ts"
import { makeDirectory } from "./makeDirectory.ts"
import { movePath } from "./movePath.ts"
import { type Verdict } from "./Parents.ts"
import { type Probe } from "./probe.ts"
import { readFile } from "./readFile.ts"
import { readOn } from "./readOn.ts"
import { putBack, recoverLeftover } from "./recovering.ts"
import { removePath } from "./removing.ts"
import { makeFolders, rootId } from "./root.ts"
import { type Session } from "./Session.ts"
import { type SftpFolder } from "./SftpFolder.ts"
import { digestsOnServer } from "./shell/digestsOnServer.ts"
import { spaceAt } from "./spaceAt.ts"
import { type Grounds, strategyOf } from "./Strategy.ts"
import { takeUp } from "./takeUp.ts"
import { tryOut } from "./tryOut.ts"
import { assembleFile, writeFile } from "./writeFile.ts"

/** `backup` is the folder for old versions, on the same server. */
export const sftpEndpoint = Effect.fnUntraced(
  function*(
    folder: SftpFolder,
    backup: Pick<SftpFolder, "name" | "base"> | undefined,
  ): Effect.fn.Return<Endpoint, never, Probes | Scope.Scope> {
    const { session } = folder
    const ground = groundOf(folder, session, false)
    if (backup === undefined) return yield* endpointOver(folder, { ground, backup: undefined })
    const old: SftpFolder = { ...folder, ...backup, symlinks: "skip" }
    const kept = groundOf(old, session, true)
    return {
      ...yield* endpointOver(folder, { ground, backup: kept }),
      backup: yield* endpointOver(old, { ground: kept, backup: undefined }),
    }
  },
)

const endpointOver = Effect.fnUntraced(function*(
  folder: SftpFolder,
  grounds: Grounds,
): Effect.fn.Return<Endpoint, never, Probes | Scope.Scope> {
  const probes = yield* Probes
  const { name, server, base, symlinks } = folder
  const { ground } = grounds
  const { session, isOurs, absolute, see, parents, stat } = ground

  let known: Probe | undefined
  const gate = Semaphore.makeUnsafe(1) // two trials at a time would meet in one folder
  const turns = Semaphore.makeUnsafe(mostListings)
  /** A trial from which listings took the handles would find out something else about the server. */
  const taking = <A>(some: number, work: Effect.Effect<A, EndpointError>): Effect.Effect<A, EndpointError> =>
    Effect.flatMap(session, ({ announced }) => isRoomy(announced) ? work : turns.withPermits(some)(work))
  const tried = Effect.suspend(() =>
    known === undefined ? Effect.map(taking(mostListings, tryOut(folder, probes)), remember) : Effect.succeed(known)
  )
  const probed = Effect.suspend(() => known === undefined ? gate.withPermits(1)(tried) : Effect.succeed(known))
  const remember = (found: Probe) => known = found

  const list = Effect.fnUntraced(function*(directory: RelPath | undefined) {
    const now = yield* session
    yield* real(now, "list", parents.checkDirectory(now, directory), directory)
    const seen = yield* taking(1, listDirectory(now, absolute(directory), directory))
    const listing = symlinks === "follow" ? yield* followLinks(now, base, absolute(directory), seen) : seen
    const { columns, names } = listing.entries
    if (columns.countOf("Directory") === 0) return listing
    for (let index = 0; index < names.length; index++) {
      if (columns.kindAt(index) === "Directory") parents.trust(childOf(directory, names[index]!))
    }
    return listing
  })

  const read = Effect.fnUntraced(function*(path: RelPath, file: File, from: number) {
    const now = yield* session
    yield* real(now, "read", parents.check(now, path), path)
    return readFile(now, absolute(path), path, file, see(now, path), from)
  })

  const write = Effect.fnUntraced(function*(writing: Writing, content: Stream.Stream<Uint8Array, EndpointError>) {
    const strategy = yield* Effect.flatMap(probed, (found) => strategyOf(found, name))
    const now = yield* session
    yield* real(now, "write", parents.check(now, writing.path), writing.path)
    return yield* writeFile(now, grounds, strategy, writing, content)
  })

  const assemble = Effect.fnUntraced(function*(writing: Writing, basis: Basis, pieces: Pieces) {
    const strategy = yield* Effect.flatMap(probed, (found) => strategyOf(found, name))
    const now = yield* session
    for (const path of [writing.path, basis.path]) yield* real(now, "write", parents.check(now, path), path)
    return yield* assembleFile(now, grounds, strategy, writing, basis, pieces)
  })

  return {
    name,
    rootId: Effect.map(Effect.flatMap(session, (now) => rootId(now, base)), (real) => {
      if (real === undefined) return undefined
      if (!isOurs) parents.trust(undefined) // links were followed
      return `${server}:${real}` // the same path elsewhere is another root
    }),
    makeRoot: Effect.flatMap(session, (now) => makeFolders(now, base)),
    space: Effect.flatMap(session, (now) => spaceAt(now, base)),
    capabilities: (use) =>
      Effect.gen(function*() {
        const found = use === "target" ? yield* probed : undefined
        if (found !== undefined) yield* strategyOf(found, name)
        return capabilitiesOf((yield* session).announced, found, folder.transfers)
      }),
    list,
    stat,
    read: (path, file, first = 0) => readOn((given) => Stream.unwrap(read(path, file, first + given))),
    ...yield* digestsOnServer(ground),
    write,
    assemble,
    takeUp: takeUp(ground, probed),
    makeDirectory: makeDirectory(ground, () => known?.posixRenames === true), // as every real file system does
    remove: removePath(grounds, probed),
    move: movePath(ground, probed),
    recover: recoverLeftover(ground, probed),
    putBack: putBack(grounds, probed),
    backup: undefined,
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
