/** rsync over ssh: it needs a shell and another rsync on the server, and is the fastest where it has both. */
import { type Target } from "../../support/servers/openSsh.ts"
import { type Tool, type Work } from "../Tool.ts"
import { sshOptions } from "./sshOptions.ts"

export const rsync: Tool = {
  name: "rsync",
  product: { name: "rsync", asksVersion: { program: "rsync", args: ["--version"] } },
  mirrors: true,
  remembers: false,
  tellsOfChanges: /./,
  prepare: (work) => ({ program: "rsync", args: argsOf(work) }),
}

const argsOf = (work: Work): ReadonlyArray<string> => {
  switch (work.task) {
    case "version":
    case "help":
      return [`--${work.task}`]
    case "upload":
      return ["-a", "--delete", ...shell(work.server), `${work.source}/`, `${onServer(work.server, work.target)}/`]
    case "download":
      return ["-a", "--delete", ...shell(work.server), `${onServer(work.server, work.source)}/`, `${work.target}/`]
    case "preview":
      return ["-aniO", "--delete", ...shell(work.server), `${work.source}/`, `${onServer(work.server, work.target)}/`]
    case "list":
      return ["-r", "--list-only", ...shell(work.server), `${onServer(work.server, work.folder)}/`]
  }
}

const onServer = (server: Target, path: string): string => `${server.user}@127.0.0.1:${path}`

const shell = (server: Target): ReadonlyArray<string> => [
  "-e",
  ["ssh", "-p", `${server.port}`, ...sshOptions(server)].join(" "),
]
