/** A unix socket that nobody but its owner can open, at a path of any length. */
import { Effect, type Scope } from "effect"
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmdirSync,
  rmSync,
} from "node:fs"
import { createConnection } from "node:net"
import { basename, dirname, join } from "node:path"
import { ServeError } from "./ServeError.ts"

/** What an address of a socket can hold, on the system that takes least. */
const longestPath = 100

/**
 * `listen` is given a place to listen at until the scope closes. It is made in a folder that nobody else can enter, and gets
 * its name once its rights are set. One that a process left which died is replaced; one that is answered at is not.
 */
export const openSocket = Effect.fnUntraced(function*<E, R>(
  path: string,
  listen: (place: string) => Effect.Effect<void, E, R>,
): Effect.fn.Return<void, E | ServeError, R | Scope.Scope> {
  if (yield* isAnswered(path)) return yield* new ServeError({ message: "a syncfile watch answers there already" })
  const folder = yield* Effect.acquireRelease(
    attempt(() => {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
      return mkdtempSync(join(dirname(path), ".syncfile-socket-"))
    }),
    (made) => Effect.sync(() => rmSync(made, { recursive: true, force: true })),
  )
  const place = join(folder, basename(path))
  yield* listen(yield* reachable(place))
  yield* Effect.acquireRelease(
    attempt(() => {
      chmodSync(place, 0o600)
      renameSync(place, path)
      rmdirSync(folder)
    }),
    () => Effect.sync(() => rmSync(path, { force: true })),
  )
})

/** The same place by a path that is short enough, while the scope is open. */
export const reachable = (path: string): Effect.Effect<string, ServeError, Scope.Scope> =>
  Buffer.byteLength(path) <= longestPath ? Effect.succeed(path) : Effect.acquireRelease(
    attempt(() => openSync(dirname(path), "r")),
    (folder) => Effect.sync(() => closeSync(folder)),
  ).pipe(Effect.map((folder) => `/proc/self/fd/${folder}/${basename(path)}`))

/** Whether somebody listens who has not taken in for long who came: the queue is full. */
export const isBusy = (error: Error): boolean => "code" in error && error.code === "EAGAIN"

const isAnswered = (path: string): Effect.Effect<boolean, ServeError> =>
  existsSync(path) ? Effect.scoped(Effect.flatMap(reachable(path), answers)) : Effect.succeed(false)

const answers = (place: string): Effect.Effect<boolean> =>
  Effect.callback<boolean>((resume) => {
    const socket = createConnection(place)
    const end = (isAnswer: boolean) => () => {
      socket.destroy() // or this process would wait for the other one to hang up
      resume(Effect.succeed(isAnswer))
    }
    socket.once("connect", end(true)).once("error", (error) => end(isBusy(error))())
    return Effect.sync(() => socket.destroy())
  })

const attempt = <A>(work: () => A): Effect.Effect<A, ServeError> =>
  Effect.try({ try: work, catch: (cause) => new ServeError({ message: cause instanceof Error ? cause.message : "" }) })
