/** A unix socket that nobody but its owner can open, at a path of any length. */
import { Effect, type Scope } from "effect"
import {
  type BigIntStats,
  chmodSync,
  closeSync,
  existsSync,
  lstatSync,
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
 * its name once its rights are set. A socket that a process left which died is replaced. One that is answered at, and
 * whatever is no socket, is left as it is: at the end, too, only the socket made here is removed.
 */
export const openSocket = Effect.fnUntraced(function*<E, R>(
  path: string,
  listen: (place: string) => Effect.Effect<void, E, R>,
): Effect.fn.Return<void, E | ServeError, R | Scope.Scope> {
  if (yield* attempt(() => isTaken(path))) {
    if (yield* Effect.scoped(Effect.flatMap(reachable(path), answers))) {
      return yield* new ServeError({ message: "a syncfile watch answers there already" })
    }
  }
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
      const made = lstatSync(place, { bigint: true })
      isTaken(path) // for what has come there meanwhile
      renameSync(place, path)
      rmdirSync(folder)
      return made
    }),
    (made) =>
      Effect.sync(() => {
        if (isSame(made, found(path))) rmSync(path, { force: true })
      }),
  )
})

/** The same place by a path that is short enough, while the scope is open. `descriptors`: where open folders have names. */
export const reachable = (
  path: string,
  descriptors = "/proc/self/fd",
): Effect.Effect<string, ServeError, Scope.Scope> => {
  if (Buffer.byteLength(path) <= longestPath) return Effect.succeed(path)
  if (!existsSync(descriptors)) {
    return Effect.fail(
      new ServeError({
        message: `this system takes no socket at a path as long as ${path}: at most ${longestPath} bytes`,
      }),
    )
  }
  return Effect.acquireRelease(
    attempt(() => openSync(dirname(path), "r")),
    (folder) => Effect.sync(() => closeSync(folder)),
  ).pipe(Effect.map((folder) => `${descriptors}/${folder}/${basename(path)}`))
}

const found = (path: string): BigIntStats | undefined => lstatSync(path, { bigint: true, throwIfNoEntry: false })

/** Whether a socket lies there. Nothing else may: the file of somebody else would be lost. */
const isTaken = (path: string): boolean => {
  const there = found(path)
  if (there === undefined || there.isSocket()) return there !== undefined
  throw new Error("what lies there is no socket, and is left as it is")
}

const isSame = (made: BigIntStats, there: BigIntStats | undefined): boolean =>
  there?.isSocket() === true && there.dev === made.dev && there.ino === made.ino

/** Whether somebody listens who has not taken in for long who came: the queue is full. */
export const isBusy = (error: Error): boolean => "code" in error && error.code === "EAGAIN"

/** A socket that refuses in any other way than for want of somebody who listens may well be in use. */
const answers = (place: string): Effect.Effect<boolean, ServeError> =>
  Effect.callback<boolean, ServeError>((resume) => {
    const socket = createConnection(place)
    const end = (isAnswer: boolean) => {
      socket.destroy() // or this process would wait for the other one to hang up
      resume(Effect.succeed(isAnswer))
    }
    socket.once("connect", () => end(true)).once("error", (error: NodeJS.ErrnoException) => {
      if (isBusy(error) || gone.has(error.code)) end(isBusy(error))
      else resume(Effect.fail(new ServeError({ message: error.message })))
    })
    return Effect.sync(() => socket.destroy())
  })

const gone: ReadonlySet<string | undefined> = new Set(["ECONNREFUSED", "ENOENT"])

const attempt = <A>(work: () => A): Effect.Effect<A, ServeError> =>
  Effect.try({ try: work, catch: (cause) => new ServeError({ message: cause instanceof Error ? cause.message : "" }) })
