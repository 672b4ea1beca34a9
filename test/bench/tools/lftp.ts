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
    if (mirror === undefined || !("server" in work)) return undefined
    const lines = [
      "set cmd:fail-exit yes",
      `set sftp:connect-program "ssh -a -x ${sshOptions(work.server).join(" ")}"`,
      ...("bytesPerSecond" in work ? [`set net:limit-total-rate ${work.bytesPerSecond ?? 0}`] : []),
      `open ${addressOf(work.server)}`,
      mirror,
    ]
    return { program: "lftp", args: ["-c", lines.join("; ")] }
  },
}

const mirrorFor = (work: Work): string | undefined => {
  switch (work.task) {
    case "upload":
      return `mirror -R ${work.resumes ? "-c " : ""}--delete -P8 ${work.source} ${work.target}`
    case "download":
      return `mirror --delete -P8 ${work.source} ${work.target}`
    case "relay":
      return `mirror --delete -P8 ${work.source} ${addressOf(work.other)}${work.target}`
    case "preview":
      return work.comparesContents
        ? undefined
        : `mirror -R --delete --dry-run -P8 ${work.source} ${work.target}`
    default: // its listing asks for one folder after the other: over a distance a matter of minutes
      return undefined
  }
}

/** A password has to be there, and is not used. */
const addressOf = ({ user, port }: Target): string => `sftp://${user}:none@127.0.0.1:${port}`
