/** OpenSSH's own copier, which speaks SFTP since OpenSSH 9: no comparison, one file after the other. */
import { type Tool, type Work } from "../Tool.ts"
import { sshOptions } from "./sshOptions.ts"

export const scp: Tool = {
  name: "scp",
  product: { name: "OpenSSH", asksVersion: { program: "ssh", args: ["-V"] } },
  mirrors: false,
  remembers: false,
  tellsOfChanges: /./,
  prepare: (work) => {
    const places = placesOf(work)
    if (places === undefined) return undefined
    const options = ["-q", "-r", "-p", ...sshOptions(places.server), "-P", `${places.server.port}`]
    return { program: "scp", args: [...options, places.from, places.to] }
  },
}

const placesOf = (work: Work) => {
  if (work.task !== "upload" && work.task !== "download") return undefined
  const onServer = (path: string) => `${work.server.user}@127.0.0.1:${path}`
  return work.task === "upload"
    ? { server: work.server, from: work.source, to: onServer(work.target) }
    : { server: work.server, from: onServer(work.source), to: work.target }
}
