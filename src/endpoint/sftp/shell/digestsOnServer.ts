/** Digests found by the server itself, where its login has a shell and that has proven itself on this connection. */
import { Effect, type Scope } from "effect"
import { type Entry, sameStamp } from "../../../domain/Entry.ts"
import { nameOf, type RelPath } from "../../../domain/RelPath.ts"
import { type Content, type Endpoint } from "../../Endpoint.ts"
import { type Ground } from "../Ground.ts"
import { listDirectory } from "../listDirectory.ts"
import { type Session } from "../Session.ts"
import { askDigests, isFit } from "./askDigests.ts"
import { type Batch, batchesOf, bytesOf } from "./batchesOf.ts"
import { type OpenShell } from "./openShell.ts"
import { Recheck, type ToldFolder } from "./Recheck.ts"
import { endAll, shellsOf } from "./shellsOf.ts"

/** From here on, starting a shell and proving it takes less time than reading. */
const worthFiles = 128
const worthBytes = 1024 * 1024

/** So many files of a folder are looked at again with fewer requests by listing it. */
const worthListing = 8

/** Each shell has the next batch before it is done with one. */
const ahead = 16

/** A connection that breaks in the middle of it is made anew so often. */
const attempts = 3

export const digestsOnServer = Effect.fnUntraced(function*(
  ground: Ground,
): Effect.fn.Return<Pick<Endpoint, "digests" | "expectDigests">, never, Scope.Scope> {
  const shells = yield* shellsOf(ground)

  const tell = Effect.fnUntraced(function*(contents: ReadonlyArray<Content>, found: Found) {
    let left = contents.filter(([path]) => isFit(path))
    let by: string | undefined
    for (let attempt = 0; attempt < attempts && isWorthAsking(left); attempt++) {
      const { session, open } = yield* shells.provenFor(left)
      const told = new Set<Content>()
      yield* askAll(ground, open, left, (content, digest) => {
        told.add(content)
        return found(content, digest)
      })
      if (told.size > 0) by = open[0]?.program
      left = left.filter((each) => !told.has(each))
      if (session.isAlive) break
    }
    return by
  })
  const digests: Endpoint["digests"] = (contents, found) => shells.using(tell(contents, found))
  return { digests, expectDigests: shells.expect }
})

const isWorthAsking = (contents: ReadonlyArray<Content>): boolean =>
  contents.length >= worthFiles || bytesOf(contents) >= worthBytes

type Found = (content: Content, digest: string) => Effect.Effect<void>

/** One that falls silent or says something wrong ends them all; what they were asked and have not answered stays untold. */
const askAll = Effect.fnUntraced(
  function*(ground: Ground, open: ReadonlyArray<OpenShell>, contents: ReadonlyArray<Content>, found: Found) {
    if (open.length === 0) return
    const recheck = new Recheck(contents)
    const check = (folders: ReadonlyArray<ToldFolder>) =>
      Effect.forEach(folders, (folder) => tellUnchanged(ground, folder, found), { concurrency: "unbounded" })
    yield* Effect.forEach(
      batchesOf(contents),
      (batch) => Effect.flatMap(askOne(open, batch), (digests) => check(recheck.take(batch, digests))),
      {
        concurrency: open.length * ahead,
        discard: true,
      },
    )
    yield* check(recheck.rest())
  },
)

const askOne = Effect.fnUntraced(function*(open: ReadonlyArray<OpenShell>, batch: Batch) {
  const shell = calmest(open)
  const digests = shell && (yield* askDigests(shell, batch))
  if (digests === undefined) endAll(open)
  return digests ?? new Map<RelPath, string>()
})

/** Looked at after they were digested: what somebody wrote meanwhile, or put in their place, shows. */
const tellUnchanged = Effect.fnUntraced(function*(ground: Ground, { folder, told }: ToldFolder, found: Found) {
  const session = yield* ground.session
  const listed = told.length < worthListing ? new Map<string, Entry>() : yield* listedIn(ground, session, folder)
  yield* Effect.forEach(told, ({ content, digest }) => {
    const isAsListed = isThe(content, listed.get(nameOf(content[0])))
    const isIt = isAsListed ? Effect.succeed(true) : isUnchanged(ground, session, content)
    return Effect.flatMap(isIt, (isIt) => isIt ? found(content, digest) : Effect.void)
  }, { concurrency: "unbounded", discard: true })
})

/** What a listing does not tell, or not well, is asked for file by file. */
const listedIn = (ground: Ground, session: Session, folder: RelPath | undefined) =>
  ground.parents.checkDirectory(session, folder).pipe(
    Effect.flatMap((verdict) =>
      verdict === "real"
        ? Effect.map(listDirectory(session, ground.absolute(folder), folder), ({ entries }) => new Map(entries))
        : Effect.succeed(new Map<string, Entry>())
    ),
    Effect.orElseSucceed(() => new Map<string, Entry>()),
  )

const calmest = (open: ReadonlyArray<OpenShell>) =>
  open.reduce<OpenShell["shell"] | undefined>(
    (least, { shell }) => shell.isUp && (least === undefined || shell.load < least.load) ? shell : least,
    undefined,
  )

const isUnchanged = (ground: Ground, session: Session, content: Content): Effect.Effect<boolean> =>
  ground.parents.check(session, content[0]).pipe(
    Effect.flatMap((verdict) => verdict === "real" ? ground.see(session, content[0]) : Effect.succeed(undefined)),
    Effect.map((entry) => isThe(content, entry)),
    Effect.orElseSucceed(() => false),
  )

const isThe = ([, file]: Content, entry: Entry | undefined): boolean => entry?._tag === "File" && sameStamp(file, entry)
