/** How much room a server says there is. */
import { Effect } from "effect"
import { type Space } from "../Endpoint.ts"
import { type EndpointError } from "../EndpointError.ts"
import { type Session } from "./Session.ts"

/** As ssh2 tells it; numbers beyond what a number can hold are bigints. */
interface Told {
  readonly f_frsize: number | bigint
  readonly f_blocks: number | bigint
  readonly f_bavail: number | bigint
}

/** `undefined` where the server does not tell, and of a folder that is not there. */
export const spaceAt = (session: Session, folder: string): Effect.Effect<Space | undefined, EndpointError> =>
  session.has("statvfs@openssh.com 2")
    ? session.ask("look at the room", undefined, (sftp, reply) => sftp.ext_openssh_statvfs(folder, reply), spaceOf)
      .pipe(
        Effect.catchIf(({ isConnection }) => !isConnection, () => Effect.succeed(undefined)),
      )
    : Effect.succeed(undefined)

const spaceOf = (value: unknown): Space | undefined => {
  if (typeof value !== "object" || value === null || !("f_frsize" in value)) return undefined
  const { f_bavail, f_blocks, f_frsize } = value as Told
  const block = Number(f_frsize)
  return { free: Number(f_bavail) * block, capacity: Number(f_blocks) * block }
}
