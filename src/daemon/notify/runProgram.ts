/** Runs a program to tell somebody, without a shell. */
import { Effect } from "effect"
import { execFile, type ExecFileException } from "node:child_process"
import { type Unsent, unsent } from "./Unsent.ts"

const patienceMilliseconds = 30_000
/** One that does not end when it is asked to is killed. */
const wholePatience = "35 seconds"
/** Linux takes no value of more than 128 KiB, and other systems little more for all of them. */
const mostBytes = 8 * 1024

export const runProgram = (
  [program, ...args]: readonly [string, ...ReadonlyArray<string>],
  variables: Readonly<Record<string, string>>,
): Effect.Effect<void, Unsent> => {
  const env: NodeJS.ProcessEnv = { PATH: "/usr/local/bin:/usr/bin:/bin" }
  for (const [name, value] of Object.entries(variables)) env[name] = shortened(value)
  return Effect.callback<void, Unsent>((resume) => {
    const child = execFile(program, args, { timeout: patienceMilliseconds, env }, (error, _, complaint) => {
      resume(error === null ? Effect.void : Effect.fail(failureOf(program, error, complaint)))
    })
    child.stdin?.end()
    return Effect.sync(() => child.kill("SIGKILL"))
  }).pipe(
    Effect.catchDefect((defect) => Effect.fail(unsent(`${program} cannot be run: ${String(defect)}`))), // some of its errors are thrown
    Effect.timeoutOrElse({ duration: wholePatience, orElse: () => Effect.fail(overdue(program)) }),
  )
}

const overdue = (program: string): Unsent =>
  unsent(`${program} did not end within ${patienceMilliseconds / 1000} s`, true)

const failureOf = (program: string, { code, killed, message }: ExecFileException, complaint: string): Unsent => {
  if (killed === true) return overdue(program)
  if (typeof code !== "number") return unsent(`${program} cannot be run: ${message}`)
  const [line = ""] = complaint.split("\n", 1)
  return unsent(`${program} ended with ${code}${line === "" ? "" : `: ${line}`}`)
}

/** A character that is cut in two goes. */
const shortened = (text: string): string =>
  Buffer.byteLength(text) <= mostBytes
    ? text
    : `${Buffer.from(text).subarray(0, mostBytes).toString().replace(/\uFFFD$/, "")}…`
