/** Connects to a remote by itself and tells what it says of itself. Writes nothing there. */
import { Effect } from "effect"
import { type Remote } from "../../domain/Remote.ts"
import { Channel } from "./Channel.ts"
import { realPath } from "./followLinks.ts"
import { listDirectory } from "./listDirectory.ts"
import { Session } from "./Session.ts"
import { openConnection } from "./ssh/openConnection.ts"

export const describeRemote = Effect.fn("describeRemote")(function*(
  remote: Remote,
  remotes: ReadonlyMap<string, Remote>,
) {
  const connection = yield* openConnection(remote, { remotes })
  const session = Session.of(new Channel(connection), remote.name)
  const folder = yield* realPath(session, remote.root === "" ? "." : remote.root)
  const listing = yield* listDirectory(session, folder, undefined)
  return {
    hostKey: connection.hostKeyFingerprint,
    server: connection.ident,
    folder,
    entries: listing.entries.length,
    extensions: [...session.announced.extensions],
    readBytes: session.announced.readBytes,
    writeBytes: session.announced.writeBytes,
    notes: [...connection.notes, ...listing.problems],
  }
}, Effect.scoped)
