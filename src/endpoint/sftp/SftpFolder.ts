/** One folder on one server, and the way to it. */
import { type Effect } from "effect"
import { type Symlinks } from "../../domain/Pair.ts"
import { type EndpointError } from "../EndpointError.ts"
import { type Session } from "./Session.ts"

export interface SftpFolder {
  readonly name: string // as users see it
  readonly server: string // what tells this server, and who is logged in there, from all others
  readonly base: string // absolute, or relative to the login folder
  readonly symlinks: Symlinks
  readonly transfers: number | undefined // the most files under way at once; undefined: as many as the server allows
  readonly run: string // hexadecimal digits that no other process uses now
  /** Gives the session that is up, or opens a new one. */
  readonly session: Effect.Effect<Session, EndpointError>
}
