/** Digests found by the server itself, where its login has a shell and that has proven itself on this connection. */
import { Effect, Semaphore, Stream } from "effect"
import { createHash } from "node:crypto"
import { sameStamp } from "../../../domain/Entry.ts"
import { type Content, type Endpoint } from "../../Endpoint.ts"
import { type EndpointError } from "../../EndpointError.ts"
import { realPath } from "../followLinks.ts"
import { type Ground } from "../Ground.ts"
import { readFile } from "../readFile.ts"
import { type Session } from "../Session.ts"
import { askDigests, isFit } from "./askDigests.ts"
import { type Batch, batchesOf } from "./batchesOf.ts"
import { type OpenShell, openShell } from "./openShell.ts"
import { proveShell, type ReadDigest } from "./proveShell.ts"

/** From here on, starting a shell and proving it takes less time than reading. */
const worthFiles = 128
const worthBytes = 1024 * 1024

/** Shells side by side, where there is work for them. */
const shellsAtOnce = 2
const worthAnotherFiles = 1024
const worthAnotherBytes = 64 * 1024 * 1024

/** Each shell has the next batch before it is done with one. */
const ahead = 3

/** A connection that breaks in the middle of it is made anew so often. */
const attempts = 3

/** Those of one connection; none where it has no shell that could be believed. */
interface Shells {
  readonly session: Session
  readonly open: ReadonlyArray<OpenShell>
}

export const digestsOnServer = (ground: Ground): Endpoint["digests"] => {
  const gate = Semaphore.makeUnsafe(1)
  let known: Shells | undefined

  const shellsFor = (contents: ReadonlyArray<Content>) =>
    gate.withPermits(1)(Effect.gen(function*() {
      if (known?.session.isAlive === true) return known
      const session = yield* ground.session
      return known = { session, open: yield* provenShells(ground, session, contents) }
    }))

  return Effect.fnUntraced(function*(contents, found) {
    let left = contents.filter(([path]) => isFit(path))
    let by: string | undefined
    for (let attempt = 0; attempt < attempts && isWorthAsking(left); attempt++) {
      const { session, open } = yield* shellsFor(left)
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
}

const isWorthAsking = (contents: ReadonlyArray<Content>): boolean =>
  contents.length >= worthFiles || bytesOf(contents) >= worthBytes

const bytesOf = (contents: ReadonlyArray<Content>): number => contents.reduce((sum, [, { size }]) => sum + size, 0)

/** One proves itself for all: they are started alike, by the same login. */
const provenShells = Effect.fnUntraced(function*(
  ground: Ground,
  session: Session,
  contents: ReadonlyArray<Content>,
): Effect.fn.Return<ReadonlyArray<OpenShell>, EndpointError> {
  const isMuch = contents.length >= worthAnotherFiles || bytesOf(contents) >= worthAnotherBytes
  const [folder, ...opened] = yield* Effect.all([
    realPath(session, ground.base),
    ...Array.from({ length: isMuch ? shellsAtOnce : 1 }, () => openShell(session)),
  ], { concurrency: "unbounded" })
  const open = opened.filter((each) => each !== undefined)
  const [first] = open
  if (first !== undefined && folder.startsWith("/") && isFit(folder)) {
    for (const { shell } of open) shell.goTo(folder)
    if (yield* proveShell(first.shell, contents, readingOn(ground, session))) return open
  }
  endAll(open)
  return []
})

const endAll = (open: ReadonlyArray<OpenShell>): void => {
  for (const { shell } of open) shell.end()
}

const readingOn = (ground: Ground, session: Session): ReadDigest => ([path, file], from) => {
  const hash = createHash("sha256")
  const reading = readFile(session, ground.absolute(path), path, file, ground.see(session, path), from)
  return Stream.runForEach(reading, (bytes) => Effect.sync(() => hash.update(bytes))).pipe(
    Effect.map(() => hash.digest("hex")),
    Effect.orElseSucceed(() => undefined),
  )
}

type Found = (content: Content, digest: string) => Effect.Effect<void>

/** One that falls silent or says something wrong ends them all; what they were asked and have not answered stays untold. */
const askAll = (ground: Ground, open: ReadonlyArray<OpenShell>, contents: ReadonlyArray<Content>, found: Found) =>
  open.length === 0 ? Effect.void : Effect.forEach(
    batchesOf(contents),
    (batch) => askOne(ground, open, batch, found),
    { concurrency: open.length * ahead, discard: true },
  )

const askOne = Effect.fnUntraced(function*(
  ground: Ground,
  open: ReadonlyArray<OpenShell>,
  batch: Batch,
  found: Found,
) {
  const shell = calmest(open)
  const digests = shell && (yield* askDigests(shell, batch))
  if (digests === undefined) return endAll(open)
  const told = batch.flatMap((content) => {
    const digest = digests.get(content[0])
    return digest === undefined ? [] : [{ content, digest }]
  })
  const session = yield* ground.session
  yield* Effect.forEach(told, ({ content, digest }) =>
    Effect.flatMap(
      isUnchanged(ground, session, content),
      (isIt) => isIt ? found(content, digest) : Effect.void,
    ), { concurrency: "unbounded", discard: true })
})

const calmest = (open: ReadonlyArray<OpenShell>) =>
  open.reduce<OpenShell["shell"] | undefined>(
    (least, { shell }) => shell.isUp && (least === undefined || shell.load < least.load) ? shell : least,
    undefined,
  )

/** Looked at after it was digested: what somebody wrote meanwhile, or put in its place, shows. */
const isUnchanged = (ground: Ground, session: Session, [path, file]: Content): Effect.Effect<boolean> =>
  ground.parents.check(session, path).pipe(
    Effect.flatMap((verdict) => verdict === "real" ? ground.see(session, path) : Effect.succeed(undefined)),
    Effect.map((entry) => entry?._tag === "File" && sameStamp(file, entry)),
    Effect.orElseSucceed(() => false),
  )
