/** The command line of this project as its users have it: a process of its own. */
import { Effect, type Scope } from "effect"
import { spawn } from "node:child_process"
import { program } from "./program.ts"

export interface CliOptions {
  readonly folder: string // where it is called, and its home folder
  readonly env?: Readonly<Record<string, string>> | undefined
  readonly onLine?: ((line: string) => void) | undefined // every line of both outputs, as it comes
}

export interface Ended {
  readonly exitCode: number // -1: ended by a signal
  readonly stdout: string
  readonly stderr: string
}

export interface Running {
  readonly pid: number
  readonly signal: (name: "SIGINT" | "SIGTERM" | "SIGKILL" | "SIGHUP" | "SIGSTOP" | "SIGCONT") => void
  readonly ended: Effect.Effect<Ended>
}

/** Runs to its end. Nobody is there to answer questions. */
export const cli = (args: ReadonlyArray<string>, options: CliOptions): Effect.Effect<Ended> =>
  Effect.scoped(Effect.flatMap(startCli(args, options), ({ ended }) => ended))

/** Ended with the scope, if it still runs then. */
export const startCli = (
  args: ReadonlyArray<string>,
  options: CliOptions,
): Effect.Effect<Running, never, Scope.Scope> =>
  Effect.map(
    Effect.acquireRelease(Effect.sync(() => begin(args, options)), ({ child, exit }) =>
      Effect.promise(() => {
        child.kill("SIGKILL")
        return exit
      })),
    ({ child, exit }) => ({
      pid: child.pid ?? -1,
      signal: (name) => void child.kill(name),
      ended: Effect.promise(() => exit),
    }),
  )

/** Of the environment of whoever runs the tests only what a program needs to run at all. */
const begin = (args: ReadonlyArray<string>, { folder, env, onLine }: CliOptions) => {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    env: { PATH: process.env["PATH"], LANG: "C.UTF-8", TZ: "UTC", HOME: folder, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  })
  let stdout = ""
  let stderr = ""
  const linesOf = (take: (text: string) => void) => {
    let rest = ""
    return (text: string) => {
      take(text)
      if (onLine === undefined) return
      const lines = (rest + text).split("\n")
      rest = lines.pop() ?? ""
      for (const line of lines) onLine(line)
    }
  }
  child.stdout.setEncoding("utf8").on("data", linesOf((text) => stdout += text))
  child.stderr.setEncoding("utf8").on("data", linesOf((text) => stderr += text))
  const exit = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject)
    child.once("close", (code) => resolve({ exitCode: code ?? -1, stdout, stderr }))
  })
  return { child, exit }
}
