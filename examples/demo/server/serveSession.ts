/** Answers one client's requests until it leaves. */
import { closeSync } from "node:fs"
import { type SFTPWrapper } from "ssh2"
import { directoryRequests } from "./directoryRequests.ts"
import { extendedRequests } from "./extendedRequests.ts"
import { fileRequests } from "./fileRequests.ts"
import { pathRequests } from "./pathRequests.ts"
import { type ServedFolder } from "./ServedFolder.ts"
import { Session } from "./Session.ts"

/**
 * Requests are answered in the order they come, each before the next is looked at: with synchronous calls that costs
 * nothing to get right, and for one or two clients on loopback it is quick enough.
 */
export const serveSession = (sftp: SFTPWrapper, folder: ServedFolder): void => {
  const session = new Session(sftp, folder)
  fileRequests(session)
  directoryRequests(session)
  pathRequests(session)
  extendedRequests(session)
  const leave = () => {
    for (const open of session.closeAll()) if (open._tag === "File") closeSync(open.descriptor)
    sftp.end() // without this OpenSSH's client waits for ever
  }
  sftp.on("error", leave)
  sftp.on("end", leave)
}
