/** OpenSSH's own copier, which speaks SFTP since OpenSSH 9: no comparison, one file after the other. */
import { type Target } from "../../support/servers/openSsh.ts"
import { type Tool, type Work } from "../Tool.ts"
import { kilobits, sshOptions } from "./sshOptions.ts"

export const scp: Tool = {
  name: "scp",
  product: { name: "OpenSSH", asksVersion: { program: "ssh", args: ["-V"] } },
  mirrors: false,
  remembers: false,
  tellsOfChanges: /./,
  prepare: (work) => {
    const places = placesOf(work)
    if (places === undefined) return undefined
    const cap = places.bytesPerSecond === undefined ? [] : kilobits(places.bytesPerSecond)
    const options = ["-q", "-r", "-p", ...(work.task === "relay" ? ["-3"] : []), ...cap, ...sshOptions(places.server)]
    return { program: "scp", args: [...options, places.from, places.to] }
  },
}

const placesOf = (work: Work) => {
  switch (work.task) {
    case "upload":
      return { ...work, from: work.source, to: on(work.server, work.target) }
    case "download":
      return { ...work, from: on(work.server, work.source), to: work.target }
    case "relay":
      return { ...work, from: on(work.server, work.source), to: on(work.other, work.target) }
    default:
      return undefined
  }
}

const on = ({ user, port }: Target, path: string) => `scp://${user}@127.0.0.1:${port}/${path}`
