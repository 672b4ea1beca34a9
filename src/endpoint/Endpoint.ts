/** One side of a pair, opened: the only door through which bytes and metadata pass. */
import { Context, type Effect, type Scope, type Stream } from "effect"
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
  readonly digest: "local" | "read-back" // how the digest of a file's content is found
  readonly listings: number // how many directories are worth listing at once
  readonly transfers: number // how many files are worth having in flight
  readonly notes: ReadonlyArray<string> // what a reviewer should know about the server, a sentence each
}

/** One directory. Names are checked: what could not be used is an `Unknown` or a problem, never left out. */
export interface Listing {
  readonly entries: ReadonlyArray<readonly [name: string, entry: Entry]>
  /** About the directory as a whole: with any, absence from `entries` proves nothing. */
  readonly problems: ReadonlyArray<string>
}

/** A file to be written: what must be there until it is, what it shall be, and the name to write under meanwhile. */
export interface Writing {
  readonly path: RelPath
  readonly expected: Entry | undefined
  readonly wanted: File
  readonly temporary: string // a name, no path; used in the directory of `path`
}

export interface Endpoint {
  readonly name: string
  /** Tells this root from another one put in its place, or `undefined` when there is no root. */
  readonly rootId: Effect.Effect<string | undefined, EndpointError>
  readonly makeRoot: Effect.Effect<void, EndpointError>
  /** Found out at first use. Asking for what a target can do may write to a throw-away folder of our own. */
  readonly capabilities: (use: "source" | "target") => Effect.Effect<Capabilities, EndpointError>
  /** `undefined` is the root. */
  readonly list: (directory: RelPath | undefined) => Effect.Effect<Listing, EndpointError>
  /** What a path holds now, links not followed. `undefined` only if it is certain that nothing is there. */
  readonly stat: (path: RelPath) => Effect.Effect<Entry | undefined, EndpointError>
  /** Ends well only if it gave exactly the bytes of `file` as it was scanned; fails with `Changed` otherwise. */
  readonly read: (path: RelPath, file: File) => Stream.Stream<Uint8Array, EndpointError>
  /** Gives the file as this endpoint shows it afterwards. Fails with `Changed`, touching nothing, if `expected` is gone. */
  readonly write: (
    writing: Writing,
    content: Stream.Stream<Uint8Array, EndpointError>,
  ) => Effect.Effect<File, EndpointError>
  readonly makeDirectory: (path: RelPath) => Effect.Effect<void, EndpointError>
  /** A directory is removed only if it is empty right then. Fails with `Changed` if `expected` is gone. */
  readonly remove: (path: RelPath, expected: Entry) => Effect.Effect<void, EndpointError>
  /**
   * Clears away what an unfinished run left at `leftover`. A part is removed; an old version goes back to `home`
   * when nothing is there, and is removed otherwise.
   */
  readonly recover: (leftover: RelPath, home: RelPath) => Effect.Effect<void, EndpointError>
}

/** Opens endpoints. What was opened is closed with the scope. */
export class Endpoints extends Context.Service<Endpoints, {
  readonly open: (place: Place, symlinks: Symlinks) => Effect.Effect<Endpoint, EndpointError, Scope.Scope>
}>()("syncfile/endpoint/Endpoints") {}
