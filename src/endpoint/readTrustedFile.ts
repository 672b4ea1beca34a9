/** Reads a small file that decides whom to trust or holds a secret, unless other users could have written it. */
import { Data, Effect } from "effect"
import { constants, type Stats } from "node:fs"
import { type FileHandle, open } from "node:fs/promises"
import { geteuid } from "node:process"

export class UntrustedFile extends Data.TaggedError("UntrustedFile")<{
  readonly why: "absent" | "unreadable" | "unsafe"
  readonly message: string // names the file, never shows what is in it
}> {}

export interface TrustedFile {
  readonly text: string
  readonly isOurs: boolean // owned by the user who runs this
  readonly mode: number // permission bits
}

/** The file that is checked is the file that is read: both go through one handle. A pipe does not block the open. */
export const readTrustedFile = (path: string): Effect.Effect<TrustedFile, UntrustedFile> => {
  const ask = <A>(question: () => Promise<A>) =>
    Effect.tryPromise({ try: question, catch: (cause) => unreadable(path, cause) })
  const read = Effect.fnUntraced(function*(file: FileHandle) {
    const stats = yield* ask(() => file.stat())
    const objection = objectionTo(stats)
    if (objection !== undefined) return yield* new UntrustedFile({ why: "unsafe", message: `${path} ${objection}` })
    const text = yield* ask(() => file.readFile("utf8"))
    return { text, isOurs: stats.uid === geteuid?.(), mode: stats.mode & 0o777 }
  })
  return Effect.acquireUseRelease(
    ask(() => open(path, constants.O_RDONLY | constants.O_NONBLOCK)),
    read,
    (file) => Effect.ignore(ask(() => file.close())),
  )
}

const largestBytes = 16 * 1024 * 1024

/**
 * Group write is let pass for the group that belongs to the owner alone, as many systems set it up. Root may use
 * anyone's files: in a container, what is mounted belongs to a user of the host.
 */
const objectionTo = (stats: Stats): string | undefined => {
  const ours = geteuid?.()
  if (!stats.isFile()) return "is not a file"
  if (stats.size > largestBytes) return "is too large"
  if (ours === undefined) return undefined // a system without owners and modes
  if (ours !== 0 && stats.uid !== ours && stats.uid !== 0) return "belongs to another user"
  const othersWrite = (stats.mode & 0o002) !== 0
  const groupWrites = (stats.mode & 0o020) !== 0 && stats.gid !== stats.uid && stats.gid !== 0
  return othersWrite || groupWrites ? "can be changed by other users: run chmod go-w on it" : undefined
}

const unreadable = (path: string, cause: unknown): UntrustedFile => {
  const code = typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : "unknown error"
  return code === "ENOENT" || code === "ENOTDIR"
    ? new UntrustedFile({ why: "absent", message: `there is no file ${path}` })
    : new UntrustedFile({ why: "unreadable", message: `${path} cannot be read (${code})` })
}
