/** OpenSSH with a tap between it and its sftp-server: every request is known, and one can be made to go wrong. */
import { Effect, type Scope } from "effect"
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { type Sshd, sshd, type SshdOptions } from "./sshd.ts"
import { subsystemOf } from "./sshdProfile.ts"
import { temporaryFolder } from "./temporaryFolder.ts"

/**
 * `cutAfter`: the server carries the request out, and the connection dies before the client hears of it.
 * `cutBefore`: the connection dies, and the server never hears of the request.
 * `dropReply`: this one reply gets lost. `stall`: so does every later one of the session.
 * `shortRead`: a READ is answered with half of the bytes.
 */
export type FaultKind = "cutAfter" | "cutBefore" | "dropReply" | "stall" | "shortRead"

/** Strikes once, the first request that is all of this; `at` counts the requests of all sessions since `arm`, from 1. */
export interface Fault {
  readonly fault: FaultKind
  readonly at?: number
  readonly on?: string // its type as in `TappedRequest`
  readonly path?: string // how its path ends
}

export interface TappedRequest {
  readonly request: number
  readonly session: number // the process that took it
  readonly type: string // "OPEN", "WRITE", …; of an extended request its own name
  readonly path?: string // of a request with a handle, what that was opened for
  readonly to?: string
  readonly flags?: number
  readonly offset?: number
  readonly bytes?: number // that are read or written
  readonly fault?: FaultKind
}

export interface TappedReply {
  readonly reply: number // to which request
  readonly session: number
  readonly type: string
  readonly code?: number // of a status
  readonly bytes?: number // of data
}

export interface TappedSshd extends Sshd {
  /** From now on all is counted and written down anew. Sessions that are open by then stay with their old orders. */
  readonly arm: (...faults: ReadonlyArray<Fault>) => Effect.Effect<void>
  readonly requests: Effect.Effect<ReadonlyArray<TappedRequest>>
  readonly replies: Effect.Effect<ReadonlyArray<TappedReply>>
  /** How many bytes of WRITEs reached the server, by path. */
  readonly written: Effect.Effect<ReadonlyMap<string, number>>
}

const tap = join(import.meta.dirname, "sftpTap.mjs")
const sftpServer = "/usr/lib/openssh/sftp-server"

export const tappedSshd = Effect.fnUntraced(function*(
  options: SshdOptions = {},
): Effect.fn.Return<TappedSshd, never, Scope.Scope> {
  const place = yield* temporaryFolder("tap")
  chmodSync(place, 0o777) // the tap runs as whoever logs in
  let run = 0
  const arm = (...faults: ReadonlyArray<Fault>) =>
    Effect.sync(() => {
      run += 1
      const draft = join(place, "draft")
      writeFileSync(draft, JSON.stringify({ run, faults }))
      renameSync(draft, join(place, "orders.json"))
    })
  yield* arm()
  const behind = options.subsystem ?? ((folder) => subsystemOf(options.profile ?? "full", folder))
  const server = yield* sshd({
    ...options,
    subsystem: (folder) =>
      [process.execPath, tap, place, behind(folder).replace(/^internal-sftp/u, sftpServer)].join(" "),
  })
  const lines = Effect.sync(() => linesIn(join(place, `log-${run}`)))
  const requests = Effect.map(lines, (all) => all.filter((line) => "request" in line))
  return {
    ...server,
    arm,
    requests,
    replies: Effect.map(lines, (all) => all.filter((line) => "reply" in line)),
    written: Effect.map(requests, writtenBytes),
  }
})

const linesIn = (log: string): ReadonlyArray<TappedRequest | TappedReply> =>
  !existsSync(log) ? [] : readFileSync(log, "utf8").split("\n").filter((line) => line !== "")
    .map((line) => JSON.parse(line) as TappedRequest | TappedReply)

const writtenBytes = (requests: ReadonlyArray<TappedRequest>): ReadonlyMap<string, number> => {
  const written = new Map<string, number>()
  for (const { type, path, bytes, fault } of requests) {
    if (type !== "WRITE" || path === undefined || fault === "cutBefore") continue
    written.set(path, (written.get(path) ?? 0) + (bytes ?? 0))
  }
  return written
}
