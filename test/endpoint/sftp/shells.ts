/** A server whose shell is not what one would wish: what it runs when it is asked for a command. */
import { Effect, type Scope } from "effect"
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { type SftpServer } from "../../support/servers/SftpServer.ts"
import { sshd } from "../../support/servers/sshd.ts"
import { temporaryFolder } from "../../support/servers/temporaryFolder.ts"

const sftpServer = "/usr/lib/openssh/sftp-server"

export interface ShellServer extends SftpServer {
  /**
   * From the next connection on, `asked` runs in the place of every command, `$SSH_ORIGINAL_COMMAND`; `served` is put
   * before the command that serves SFTP.
   */
  readonly behave: (asked: (place: string) => string, served?: string) => void
}

export const shellServer: Effect.Effect<ShellServer, never, Scope.Scope> = Effect.gen(function*() {
  const place = yield* temporaryFolder("shell")
  const script = join(place, "run")
  const server = yield* sshd({
    subsystem: (folder) => `${sftpServer} -d ${folder}`,
    config: [`ForceCommand ${script}`],
  })
  let changes = 0
  return {
    ...server,
    behave: (asked, served = "exec") => {
      const own = join(place, `${changes++}`)
      mkdirSync(own)
      writeExecutable(
        script,
        `case $SSH_ORIGINAL_COMMAND in ${sftpServer}*) ${served} $SSH_ORIGINAL_COMMAND;; esac\n${asked(own)}`,
      )
    },
  }
})

/** Runs the command where there are no other programs but these. */
export const withPrograms = (
  programs: Readonly<Record<string, string>>, // name to what it does
) =>
(place: string): string => {
  const folder = join(place, "bin")
  mkdirSync(folder)
  for (const name of ["sh", "dd"]) symlinkSync(`/bin/${name}`, join(folder, name))
  for (const [name, body] of Object.entries(programs)) writeExecutable(join(folder, name), body)
  return `PATH=${folder} exec sh -c "$SSH_ORIGINAL_COMMAND"`
}

const writeExecutable = (path: string, body: string) => {
  writeFileSync(path, `#!/bin/sh\n${body}\n`)
  chmodSync(path, 0o755)
}
