/** The shells that a place has on its server: started when they are first needed, ended when nobody asks them any more. */
import { Effect, Exit, Scope, Semaphore, Stream } from "effect"
import { createHash } from "node:crypto"
import { type Content } from "../../Endpoint.ts"
import { type EndpointError } from "../../EndpointError.ts"
import { realPath } from "../followLinks.ts"
import { type Ground } from "../Ground.ts"
import { readFile } from "../readFile.ts"
import { type Session } from "../Session.ts"
import { isFit } from "./askDigests.ts"
import { bytesOf } from "./batchesOf.ts"
import { type OpenShell, openShell } from "./openShell.ts"
import { proveShell, type ReadDigest } from "./proveShell.ts"

/** Shells side by side, where there is work for them. */
const atOnce = 2
const worthAnotherFiles = 1024
const worthAnotherBytes = 64 * 1024 * 1024

/** Those of one connection. */
export interface Shells {
  readonly session: Session
  readonly open: ReadonlyArray<OpenShell>
}

/** As they were started; they end with their scope. */
interface Started extends Shells {
  readonly folder: string // where SFTP's names lie, as the server resolves it
  readonly scope: Scope.Closeable
  readonly areProven: boolean
}

export interface ShellsOfPlace {
  /** Starts them before it is known what they will be asked. */
  readonly expect: Effect.Effect<void, EndpointError>
  /** Those that have proven themselves; none where the server has no shell that could be believed. */
  readonly provenFor: (contents: ReadonlyArray<Content>) => Effect.Effect<Shells, EndpointError>
  /** Keeps them for the work that asks them, and whatever goes on beside it. */
  readonly using: <A, E>(work: Effect.Effect<A, E>) => Effect.Effect<A, E>
}

/** The latest that they end is with the scope: others on the connection need the channels that its server grants. */
export const shellsOf = Effect.fnUntraced(function*(
  ground: Ground,
): Effect.fn.Return<ShellsOfPlace, never, Scope.Scope> {
  const outer = yield* Effect.scope
  const gate = Semaphore.makeUnsafe(1)
  let started: Started | undefined
  let users = 0

  const end = Effect.suspend(() => {
    const ending = started
    started = undefined
    return ending === undefined ? Effect.void : Scope.close(ending.scope, Exit.void)
  })
  const start = Effect.fnUntraced(function*(shells: number) {
    if (started?.session.isAlive === true) return started
    yield* end
    return started = yield* startShells(ground, shells, yield* Scope.fork(outer, "parallel"))
  })
  /** That there are none to be believed is remembered. */
  const leave = Effect.suspend(() =>
    users === 0 && started?.open.some(({ shell }) => shell.isUp) === true ? end : Effect.void
  )

  return {
    expect: gate.withPermits(1)(Effect.asVoid(start(atOnce))),
    provenFor: (contents) =>
      gate.withPermits(1)(Effect.gen(function*() {
        const found = yield* start(isMuch(contents) ? atOnce : 1)
        if (found.areProven) return found
        return started = { ...found, open: yield* provenShells(ground, found, contents), areProven: true }
      })),
    using: (work) =>
      Effect.acquireUseRelease(
        Effect.sync(() => void (users += 1)),
        () => work,
        () => {
          users -= 1
          return Effect.forkIn(gate.withPermits(1)(leave), outer)
        },
      ),
  }
})

const isMuch = (contents: ReadonlyArray<Content>): boolean =>
  contents.length >= worthAnotherFiles || bytesOf(contents) >= worthAnotherBytes

const startShells = Effect.fnUntraced(
  function*(ground: Ground, shells: number, scope: Scope.Closeable): Effect.fn.Return<Started, EndpointError> {
    const session = yield* ground.session
    const [folder, ...opened] = yield* Effect.all([
      realPath(session, ground.base),
      ...Array.from({ length: shells }, () => Scope.provide(openShell(session), scope)),
    ], { concurrency: "unbounded" })
    return { session, folder, open: opened.filter((each) => each !== undefined), scope, areProven: false }
  },
  (starting, _, __, scope) => Effect.onError(starting, (cause) => Scope.close(scope, Exit.failCause(cause))),
)

/** One proves itself for all: they are started alike, by the same login. */
const provenShells = Effect.fnUntraced(function*(
  ground: Ground,
  { folder, open, session }: Started,
  contents: ReadonlyArray<Content>,
): Effect.fn.Return<ReadonlyArray<OpenShell>> {
  const [first] = open
  if (first !== undefined && folder.startsWith("/") && isFit(folder)) {
    for (const { shell } of open) shell.goTo(folder)
    if (yield* proveShell(first.shell, contents, readingOn(ground, session))) return open
  }
  endAll(open)
  return []
})

export const endAll = (open: ReadonlyArray<OpenShell>): void => {
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
