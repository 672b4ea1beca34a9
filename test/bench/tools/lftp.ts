/** lftp, which speaks SFTP through OpenSSH's client, with eight files at a time. */
import { type Target } from "../../support/servers/openSsh.ts"
import { type Tool, type Work } from "../Tool.ts"
import { sshOptions } from "./sshOptions.ts"

export const lftp: Tool = {
  name: "lftp",
  product: { name: "lftp", asksVersion: { program: "lftp", args: ["--version"] } },
  mirrors: true,
  remembers: false,
  tellsOfChanges: /^(?!mkdir ).+/m, // the target itself it names even if it is there
  prepare: (work) => {
    const mirror = mirrorFor(work)
    if (mirror === undefined) return undefined
    return { program: "lftp", args: ["-c", [...opening(mirror.server), mirror.line].join("; ")] }
  },
}

const mirrorFor = (work: Work): { readonly server: Target; readonly line: string } | undefined => {
  switch (work.task) {
    case "upload":
      return { server: work.server, line: `mirror -R --delete -P8 ${work.source} ${work.target}` }
    case "download":
      return { server: work.server, line: `mirror --delete -P8 ${work.source} ${work.target}` }
    case "preview":
      return { server: work.server, line: `mirror -R --delete --dry-run -P8 ${work.source} ${work.target}` }
    default: // its listing asks for one folder after the other: over a distance a matter of minutes
      return undefined
  }
}

/** A password has to be there, and is not used. */
const opening = (server: Target): ReadonlyArray<string> => [
  "set cmd:fail-exit yes",
  `set sftp:connect-program "ssh -a -x ${sshOptions(server).join(" ")}"`,
  `open -u ${server.user},none sftp://127.0.0.1:${server.port}`,
]
