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
    const given = ["--config", writeConfig(work.server, scratch), ...options]
    return { program: "rclone", args: [...argsOf(work), ...given] }
  },
})

export const rclone = rcloneWith("rclone", [])

const tuned = rcloneWith("rclone tuned", ["--transfers", "32", "--checkers", "64", "--sftp-disable-hashcheck"])
export const rcloneTuned: Tool = {
  ...tuned,
  prepare: (work, scratch) => "server" in work ? tuned.prepare(work, scratch) : undefined,
}

const argsOf = (work: Extract<Work, { readonly server: unknown }>): ReadonlyArray<string> => {
  switch (work.task) {
    case "upload":
      return ["sync", work.source, `bench:${work.target}`]
    case "download":
      return ["sync", `bench:${work.source}`, work.target]
    case "preview":
      return ["sync", "--dry-run", work.source, `bench:${work.target}`]
    case "list":
      return ["lsf", "-R", `bench:${work.folder}`]
  }
}

/** With the shell and the hash commands that a first run finds out and writes down. */
const writeConfig = (server: Target, scratch: string): string => {
  const path = join(scratch, "rclone.conf")
  const lines = [
    "[bench]",
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
  writeFileSync(path, `${lines.join("\n")}\n`)
  return path
}
