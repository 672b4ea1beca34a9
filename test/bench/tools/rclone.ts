/** rclone as it comes, and as its documentation and forum advise for a distant server. */
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { type Target } from "../../support/servers/openSsh.ts"
import { type Command, type Tool, type Work } from "../Tool.ts"

const rcloneWith = (name: string, options: ReadonlyArray<string>): Tool => ({
  name,
  product: { name: "rclone", asksVersion: { program: "rclone", args: ["--version"] } },
  mirrors: true,
  remembers: false,
  tellsOfChanges: /Skipped/,
  prepare: (work, scratch): Command => {
    if (!("server" in work)) return { program: "rclone", args: [`--${work.task}`] }
    const given = ["--config", writeConfig(work, scratch), ...optionsFor(work), ...options]
    return { program: "rclone", args: [...argsOf(work), ...given] }
  },
})

const optionsFor = (work: OnServer): ReadonlyArray<string> => [
  ...("comparesContents" in work && work.comparesContents ? ["--checksum"] : []),
  ...("bytesPerSecond" in work && work.bytesPerSecond !== undefined ? ["--bwlimit", `${work.bytesPerSecond}B`] : []),
]

export const rclone = rcloneWith("rclone", [])

const tuned = rcloneWith("rclone tuned", ["--transfers", "32", "--checkers", "64", "--sftp-disable-hashcheck"])
export const rcloneTuned: Tool = {
  ...tuned,
  prepare: (work, scratch) => {
    const needsHashes = "comparesContents" in work && work.comparesContents
    return "server" in work && !needsHashes ? tuned.prepare(work, scratch) : undefined
  },
}

type OnServer = Extract<Work, { readonly server: unknown }>

const argsOf = (work: OnServer): ReadonlyArray<string> => {
  switch (work.task) {
    case "upload":
      return ["sync", work.source, `bench:${work.target}`]
    case "download":
      return ["sync", `bench:${work.source}`, work.target]
    case "preview":
      return ["sync", "--dry-run", work.source, `bench:${work.target}`]
    case "relay":
      return ["sync", `bench:${work.source}`, `other:${work.target}`]
    case "list":
      return ["lsf", "-R", `bench:${work.folder}`]
  }
}

const writeConfig = (work: OnServer, scratch: string): string => {
  const path = join(scratch, "rclone.conf")
  const lines = [...section("bench", work.server), ...(work.task === "relay" ? section("other", work.other) : [])]
  writeFileSync(path, `${lines.join("\n")}\n`)
  return path
}

/** With the shell and the hash commands that a first run finds out and writes down. */
const section = (name: string, server: Target): ReadonlyArray<string> => [
  `[${name}]`,
  "type = sftp",
  "host = 127.0.0.1",
  `port = ${server.port}`,
  `user = ${server.user}`,
  `key_file = ${server.keyFile}`,
  `known_hosts_file = ${server.knownHosts}`,
  "shell_type = unix",
  "md5sum_command = md5sum",
  "sha1sum_command = sha1sum",
]
