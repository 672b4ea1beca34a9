/** OpenSSH's own `sftp` and `ssh` as clients: the judge from outside in tests of servers and of our client. */
import { Effect } from "effect"
import { spawn } from "node:child_process"
import { type SftpServer } from "./SftpServer.ts"

export interface Answer {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** What both clients need to know to log in; a port may be a proxy's, whose host key then goes by the server's name. */
export type Target = Pick<SftpServer, "port" | "user" | "keyFile" | "knownHosts">

/** Runs the lines as `sftp -b` does: the first that fails ends the session with exit code 1, unless it starts with "-". */
export const sftpBatch = (target: Target, lines: ReadonlyArray<string>, options: ReadonlyArray<string> = []) =>
  runToEnd(
    "sftp",
    [...clientOptions(target), "-P", `${target.port}`, ...options, "-b", "-", host(target)],
    lines.join("\n"),
  )

export const sshCommand = (target: Target, command: string, options: ReadonlyArray<string> = []) =>
  runToEnd("ssh", [...clientOptions(target), "-p", `${target.port}`, ...options, host(target), command], "")

const host = (target: Target): string => `${target.user}@127.0.0.1`

/** `-F none`: nothing from the configuration of whoever runs the tests. */
const clientOptions = (target: Target): ReadonlyArray<string> => [
  "-F",
  "none",
  "-i",
  target.keyFile,
  ...[
    "IdentitiesOnly=yes",
    "IdentityAgent=none",
    `UserKnownHostsFile=${target.knownHosts}`,
    "GlobalKnownHostsFile=none",
    "StrictHostKeyChecking=yes",
    "BatchMode=yes",
    "ConnectTimeout=10",
  ].flatMap((option) => ["-o", option]),
]

export const runToEnd = (
  program: string,
  args: ReadonlyArray<string>,
  input: string,
  env: NodeJS.ProcessEnv = process.env,
): Effect.Effect<Answer> =>
  Effect.callback((resume) => {
    const child = spawn(program, args, { env, stdio: ["pipe", "pipe", "pipe"] })
    let stdout = ""
    let stderr = ""
    child.stdout.setEncoding("utf8").on("data", (text: string) => stdout += text)
    child.stderr.setEncoding("utf8").on("data", (text: string) => stderr += text)
    child.once("error", (cause) => resume(Effect.die(cause)))
    child.once("close", (code) => resume(Effect.succeed({ exitCode: code ?? -1, stdout, stderr })))
    child.stdin.on("error", () => {}) // the client may leave before it read everything
    child.stdin.end(`${input}\n`)
    return Effect.sync(() => child.kill("SIGKILL"))
  })
