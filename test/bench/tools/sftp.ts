/** OpenSSH's sftp with a batch: one file after the other, with 64 requests of 32 KiB under way. */
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { type Tool, type Work } from "../Tool.ts"
import { kilobits, sshOptions } from "./sshOptions.ts"

export const sftp: Tool = {
  name: "sftp",
  product: { name: "OpenSSH", asksVersion: { program: "ssh", args: ["-V"] } },
  mirrors: false,
  remembers: false,
  tellsOfChanges: /./,
  prepare: (work, scratch) => {
    const line = lineFor(work)
    if (line === undefined || !("server" in work)) return undefined
    const batch = join(scratch, "batch")
    writeFileSync(batch, `${line}\n`)
    const { port, user } = work.server
    const cap = "bytesPerSecond" in work && work.bytesPerSecond !== undefined ? kilobits(work.bytesPerSecond) : []
    const options = ["-q", ...sshOptions(work.server), ...cap, "-P", `${port}`, "-b", batch]
    return { program: "sftp", args: [...options, `${user}@127.0.0.1`] }
  },
}

const lineFor = (work: Work): string | undefined => {
  if (work.task === "upload") return `put -R -p ${work.source} ${work.target}`
  return work.task === "download" ? `get -R -p ${work.source} ${work.target}` : undefined
}
