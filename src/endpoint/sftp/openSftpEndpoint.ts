/** Opens a folder of a declared remote as an endpoint. Connections are made when they are first needed. */
import { Effect, Random } from "effect"
import { type Place, type Symlinks } from "../../domain/Pair.ts"
import { type Remote } from "../../domain/Remote.ts"
import { type Roads } from "./openRoads.ts"
import { Session } from "./Session.ts"
import { sftpEndpoint } from "./sftpEndpoint.ts"

type Written = Pick<Extract<Place, { readonly _tag: "Remote" }>, "path" | "written">

export const openSftpEndpoint = Effect.fn("openSftpEndpoint")(function*(
  remote: Remote,
  roads: Roads, // to it
  place: Written,
  { symlinks, backup }: { readonly symlinks: Symlinks; readonly backup: Written | undefined },
) {
  const name = place.written
  const session = Effect.map(roads, (channel) => Session.of(channel, name))
  const server = `${remote.user ?? ""}@${remote.host}:${remote.port ?? ""}`
  const run = Math.floor((yield* Random.next) * 0xFFFF_FFFF).toString(16).padStart(8, "0")
  const old = backup === undefined ? undefined : { name: backup.written, base: below(remote.root, backup.path) }
  const { transfers } = remote
  const base = below(remote.root, place.path)
  return yield* sftpEndpoint({ name, server, base, symlinks, transfers, run, session }, old)
})

/** A path on the server: absolute, or relative to the login folder, which is ".". */
const below = (root: string, path: string): string => {
  const joined = path.startsWith("/") && root === "" ? path : [root, path.replace(/^\/+/, "")].filter(Boolean).join("/")
  const trimmed = joined.replace(/\/{2,}/g, "/").replace(/(?<=.)\/$/, "")
  return trimmed === "" ? "." : trimmed
}
