/** Adds lines to a known_hosts file. */
import { Data, Effect } from "effect"
import { constants } from "node:fs"
import { type FileHandle, mkdir, open } from "node:fs/promises"
import { dirname } from "node:path"

export class KnownHostsNotWritten extends Data.TaggedError("KnownHostsNotWritten")<{
  readonly file: string
  readonly message: string
}> {}

/**
 * What is in the file stays: lines are only ever added behind it, and are on disk when this returns.
 * A folder or file that is made is the user's alone. A symbolic link in place of the file is refused, not followed.
 */
export const appendKnownHosts = (
  path: string,
  lines: ReadonlyArray<string>,
): Effect.Effect<void, KnownHostsNotWritten> => {
  const ask = <A>(question: () => Promise<A>) =>
    Effect.tryPromise({
      try: question,
      catch: (cause) => new KnownHostsNotWritten({ file: path, message: explain(path, cause) }),
    })
  const append = Effect.fnUntraced(function*(file: FileHandle) {
    const unfinished = yield* ask(() => file.stat()).pipe(
      Effect.flatMap(({ size }) => ask(() => endsMidLine(file, size))),
    )
    yield* ask(() => file.appendFile((unfinished ? "\n" : "") + lines.map((line) => `${line}\n`).join("")))
    yield* ask(() => file.sync())
  })
  const { O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK, O_RDWR } = constants
  return Effect.andThen(
    ask(() => mkdir(dirname(path), { recursive: true, mode: 0o700 })),
    Effect.acquireUseRelease(
      ask(() => open(path, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o600)),
      append,
      (file) => Effect.ignore(ask(() => file.close())),
    ),
  )
}

/** Whoever wrote the last line left out its end. */
const endsMidLine = (file: FileHandle, size: number): Promise<boolean> =>
  size === 0
    ? Promise.resolve(false)
    : file.read(Buffer.alloc(1), 0, 1, size - 1).then(({ buffer }) => buffer.toString() !== "\n")

const explain = (path: string, cause: unknown): string => {
  const code = typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : "unknown error"
  return code === "ELOOP" ? `${path} is a symbolic link: name the file itself` : `${path} cannot be written (${code})`
}
