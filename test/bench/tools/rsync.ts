/** rsync over ssh: it needs a shell and another rsync on the server, and is the fastest where it has both. */
import { type Target } from "../../support/servers/openSsh.ts"
import { type Tool, type Transfer, type Work } from "../Tool.ts"
import { sshOptions } from "./sshOptions.ts"

export const rsync: Tool = {
  name: "rsync",
  product: { name: "rsync", asksVersion: { program: "rsync", args: ["--version"] } },
  mirrors: true,
  remembers: false,
  tellsOfChanges: /./,
  prepare: (work) => {
    const args = argsOf(work)
    return args === undefined ? undefined : { program: "rsync", args }
  },
}

const argsOf = (work: Work): ReadonlyArray<string> | undefined => {
  switch (work.task) {
    case "version":
    case "help":
      return [`--${work.task}`]
    case "relay": // one end of rsync is always here
      return undefined
    case "upload":
      return ["-a", ...optionsOf(work), `${work.source}/`, `${onServer(work.server, work.target)}/`]
    case "download":
      return ["-a", ...optionsOf(work), `${onServer(work.server, work.source)}/`, `${work.target}/`]
    case "preview":
      return ["-aniO", ...optionsOf(work), `${work.source}/`, `${onServer(work.server, work.target)}/`]
    case "list":
      return ["-r", "--list-only", ...shell(work.server), `${onServer(work.server, work.folder)}/`]
  }
}

const optionsOf = (work: Transfer): ReadonlyArray<string> => [
  "--delete",
  ...(work.comparesContents ? ["--checksum"] : []),
  ...(work.resumes ? ["--partial"] : []),
  ...(work.bytesPerSecond === undefined ? [] : [`--bwlimit=${work.bytesPerSecond / 1024}`]),
  ...shell(work.server),
]

const onServer = (server: Target, path: string): string => `${server.user}@127.0.0.1:${path}`

const shell = (server: Target): ReadonlyArray<string> => [
  "-e",
  ["ssh", "-p", `${server.port}`, ...sshOptions(server)].join(" "),
]
