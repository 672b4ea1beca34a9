/** One side of a pair, opened: the only door through which bytes and metadata pass. */
import { Context, type Effect, type Scope, type Stream } from "effect"
import { type Entries } from "../domain/Entries.ts"
import { type Entry, type File } from "../domain/Entry.ts"
import { type Place, type Symlinks } from "../domain/Pair.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { type EndpointError } from "./EndpointError.ts"

/**
 * How a file comes to its final name.
 * `atomic`: written beside it, then renamed over it; a reader sees the old file or the new one.
 * `no-replace`: written beside it, the old one renamed aside, the new one renamed in, the old one removed.
 * `at-close`: written to its final name on a server that shows it only once it is complete.
 */
export type Publishing = "atomic" | "no-replace" | "at-close"

/** What an endpoint can do. Callers ask here; they never ask which kind of endpoint it is. */
export interface Capabilities {
  readonly publishing: Publishing
  readonly keepsTimes: boolean // a modification time that was set reads back, in whole seconds at least
  readonly foldsNames: boolean // names that differ only in case or composition stand for one file
  readonly movesDirectories: boolean // a folder can be renamed with all that is in it
  readonly copies: boolean // a stretch of one file can be copied into another one there
  readonly digest: "local" | "read-back" // where contents are read for a digest that nothing else tells
  readonly listings: number // how many directories are worth listing at once
  readonly transfers: number // how many files are worth having in flight
  readonly notes: ReadonlyArray<string> // what a reviewer should know about the server, a sentence each
}

/** One directory. Names are checked: what could not be used is an `Unknown` or a problem, never left out. */
export interface Listing {
  readonly entries: Entries
  /** About the directory as a whole: with any, absence from `entries` proves nothing. */
  readonly problems: ReadonlyArray<string>
}

/**
 * What becomes of the version that is replaced or deleted.
 * `Gone`: it is replaced in one step where the endpoint can do that, or removed right after it was looked at.
 * `Checked`: it is renamed aside, looked at there, and removed only if it is the expected one; otherwise it goes back.
 * `Kept`: the same, but it is renamed into the backup folder, to a path that nothing has, and stays there.
 */
export type Old =
  | { readonly _tag: "Gone" }
  | { readonly _tag: "Checked" }
  | { readonly _tag: "Kept"; readonly as: RelPath } // a path in the backup folder; folders on the way are made

/** A file to be written: what must be there until it is, what it shall be, and the name to write under meanwhile. */
export interface Writing {
  readonly path: RelPath
  readonly expected: Entry | undefined
  readonly wanted: File
  readonly temporary: string // a name, no path; used in the directory of `path`
  readonly old: Old
  /**
   * Whether an attempt of this process that broke off may have left a beginning under `temporary`. What it holds is
   * read back, and only what follows is sent, if the content begins with exactly that.
   */
  readonly isResumed: boolean
  /** The part was taken up, and holds so many bytes: the content that is given follows them. */
  readonly held?: number | undefined
  readonly checkpoints?: Checkpoints | undefined // none where a server shows a file only once it is complete
}

/** How the beginning of a large file is made to outlast this process while it is written. */
export interface Checkpoints {
  /**
   * Asked when so many bytes, held ones included, were handed over. Gives what to run once the target has acknowledged
   * them, and synced them where it can; `undefined`: nothing is due. `isLast`: nothing more will come.
   */
  readonly due: (bytes: number, isLast: boolean) => ((isSynced: boolean) => Effect.Effect<void>) | undefined
  /** Whether the part is worth something to another attempt: then it stays when this one fails. */
  readonly isAny: () => boolean
}

/** Part of a content, good until the next one is asked for: bytes to be sent, or to be copied from another file there. */
export type Piece =
  | { readonly _tag: "Bytes"; readonly bytes: Uint8Array }
  | { readonly _tag: "Range"; readonly from: number; readonly bytes: Uint8Array } // what that file must have from there on

/** The file that ranges are copied from. */
export interface Basis {
  readonly path: RelPath
  readonly file: File
}

/** A file or directory to be removed. */
export interface Removal {
  readonly path: RelPath
  readonly expected: Entry
  readonly old: Old // of no meaning for directories
  readonly temporary: string // a name, no path: what is set aside is called after it
}

/** How much room there is where a root lies, in bytes. */
export interface Space {
  readonly free: number // for the user that is signed in
  readonly capacity: number
}

/** A file whose content is asked for, as it was scanned. */
export type Content = readonly [path: RelPath, file: File]

export interface Endpoint {
  readonly name: string
  /** Tells this root from another one put in its place, or `undefined` when there is no root. */
  readonly rootId: Effect.Effect<string | undefined, EndpointError>
  readonly makeRoot: Effect.Effect<void, EndpointError>
  /** `undefined` where nobody tells. */
  readonly space: Effect.Effect<Space | undefined, EndpointError>
  /** Found out at first use. Asking for what a target can do may write to a throw-away folder of our own. */
  readonly capabilities: (use: "source" | "target") => Effect.Effect<Capabilities, EndpointError>
  /** `undefined` is the root. */
  readonly list: (directory: RelPath | undefined) => Effect.Effect<Listing, EndpointError>
  /** What a path holds now, links not followed. `undefined` only if it is certain that nothing is there. */
  readonly stat: (path: RelPath) => Effect.Effect<Entry | undefined, EndpointError>
  /**
   * Ends well only if it gave exactly the bytes of `file` as it was scanned, or those that follow the first `from`; fails
   * with `Changed` otherwise. Each piece is good until the next one is asked for: its memory may be used again then.
   */
  readonly read: (path: RelPath, file: File, from?: number) => Stream.Stream<Uint8Array, EndpointError>
  /**
   * Digests of contents that need not be handed out for it, told as they are found, each of exactly the bytes of the file
   * as it was scanned. What is not told has to be read. Gives the program on a server that found them; `undefined` if
   * none did.
   */
  readonly digests: (
    contents: ReadonlyArray<Content>,
    found: (content: Content, digest: string) => Effect.Effect<void>,
  ) => Effect.Effect<string | undefined, EndpointError>
  /** Begins what takes long to begin, where digests of many contents will be asked for. */
  readonly expectDigests: Effect.Effect<void, EndpointError>
  /** Gives the file as this endpoint shows it afterwards. Fails with `Changed`, touching nothing, if `expected` is gone. */
  readonly write: ( // with `Checked` and `Kept`, also nothing that comes to be there meanwhile is replaced
    writing: Writing,
    content: Stream.Stream<Uint8Array, EndpointError>,
  ) => Effect.Effect<File, EndpointError>
  /**
   * As `write`, without taking up what was left before. Fails with `Unsupported`, leaving everything as it was, if what is
   * to be copied cannot be, or did not turn out as it must: then the content has to be written whole.
   */
  readonly assemble: (
    writing: Writing,
    basis: Basis,
    pieces: Stream.Stream<Piece, EndpointError>,
  ) => Effect.Effect<File, EndpointError>
  /**
   * Makes what another attempt left at `leftover` the part of this one: gives it the name `part` in the same directory,
   * unless it has that already, and cuts off what follows its first `bytes`. Fails with `Refused` if it has fewer, or is no file.
   */
  readonly takeUp: (leftover: RelPath, part: RelPath, bytes: number) => Effect.Effect<File, EndpointError>
  readonly makeDirectory: (path: RelPath) => Effect.Effect<void, EndpointError>
  /** A directory is removed only if it is empty right then. Fails with `Changed` if `expected` is gone. */
  readonly remove: (removal: Removal) => Effect.Effect<void, EndpointError>
  /**
   * Gives a file, or a directory with all that is in it, another name, for which nothing is ever replaced. Fails with
   * `Changed`, having touched nothing, if `from` does not hold `expected`. Gives what the new path shows afterwards. A
   * file is set aside beside `from`, under a name after `temporary`, before it gets its new one; a directory is renamed
   * at once, so that nobody ever sees all that is in it gone.
   */
  readonly move: (
    from: RelPath,
    path: RelPath,
    expected: Entry,
    temporary: string,
  ) => Effect.Effect<Entry, EndpointError>
  /**
   * Clears away what an unfinished run left at `leftover`. A part is removed; an old version goes back to `home`
   * when nothing is there, and is removed otherwise. What is no file goes back just so, and is never removed.
   */
  readonly recover: (leftover: RelPath, home: RelPath) => Effect.Effect<void, EndpointError>
  /** Brings whatever is at `kept` in the backup folder back to `home` if nothing is there; leaves both alone otherwise. */
  readonly putBack: (kept: RelPath, home: RelPath) => Effect.Effect<void, EndpointError>
  /** The backup folder as an endpoint of its own, which has none itself. `undefined`: this side has none. */
  readonly backup: Endpoint | undefined
}

export interface EndpointOptions {
  /** The other side is on the same server: each gets connections of its own, and so handles of its own. */
  readonly isApart?: boolean
  readonly symlinks: Symlinks
  readonly backup: Place | undefined // on the same machine or remote; made when it is first needed
}

/** Opens endpoints. What was opened is closed with the scope. */
export class Endpoints extends Context.Service<Endpoints, {
  readonly open: (place: Place, options: EndpointOptions) => Effect.Effect<Endpoint, EndpointError, Scope.Scope>
}>()("syncfile/endpoint/Endpoints") {}
