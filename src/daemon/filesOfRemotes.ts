/** The files that decide whether a server lets us in. */
import { Effect } from "effect"
import { type Setup } from "../domain/Setup.ts"
import { filesOfLogin } from "../endpoint/sftp/ssh/filesOfLogin.ts"

/** Absolute paths, each once. */
export const filesOfRemotes = ({ remotes }: Setup): Effect.Effect<ReadonlyArray<string>> =>
  Effect.map(
    Effect.forEach(remotes.values(), (remote) => filesOfLogin(remote, remotes)),
    (all) => [...new Set(all.flat())],
  )
