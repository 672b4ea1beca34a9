/** The command line on a terminal, with a person at it who types when asked: script(1) lends the terminal. */
import { Effect, type Scope } from "effect"
import { spawn } from "node:child_process"
import { program } from "./program.ts"

export interface Seat {
  readonly folder: string // where it is called, and its home folder
  readonly env?: Readonly<Record<string, string>> | undefined
}

export interface Session {
  readonly waitFor: (text: string) => Effect.Effect<void> // until the screen shows it
  readonly type: (keys: string) => Effect.Effect<void>
  readonly ended: Effect.Effect<{ readonly exitCode: number; readonly screen: string }>
}

export const keys = { enter: "\r", controlC: "\u0003", controlD: "\u0004" } as const

/** Ends with the scope. */
export const onTerminal = (args: ReadonlyArray<string>, seat: Seat): Effect.Effect<Session, never, Scope.Scope> =>
  Effect.map(
    Effect.acquireRelease(Effect.sync(() => begin(args, seat)), ({ child, exit }) =>
      Effect.promise(() => {
        child.kill("SIGKILL") // what runs on the terminal goes with it: the kernel hangs up
        return exit
      })),
    ({ child, exit, seen }) => ({
      waitFor: (text) => Effect.promise(() => seen(text)),
      type: (typed) => Effect.sync(() => void child.stdin.write(typed)),
      ended: Effect.promise(() => exit),
    }),
  )

/** Types one answer to one question. */
export const answering = Effect.fnUntraced(
  function*(args: ReadonlyArray<string>, seat: Seat, question: string, answer: string) {
    const session = yield* onTerminal(args, seat)
    yield* session.waitFor(question)
    yield* session.type(answer)
    return yield* session.ended
  },
  Effect.scoped,
)

const begin = (args: ReadonlyArray<string>, { env, folder }: Seat) => {
  const command = [process.execPath, program, ...args].map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(" ")
  const child = spawn("script", ["--quiet", "--return", "--flush", "--command", command, "/dev/null"], {
    cwd: folder,
    env: {
      PATH: process.env["PATH"],
      LANG: "C.UTF-8",
      TERM: "xterm",
      TZ: "UTC",
      SHELL: "/bin/sh",
      HOME: folder,
      ...env,
    },
    stdio: ["pipe", "pipe", "inherit"],
  })
  let screen = ""
  let wake = () => {}
  const seen = async (text: string): Promise<void> => {
    while (!screen.includes(text)) {
      if (child.exitCode !== null) throw new Error(`It ended before it showed "${text}":\n${screen}`)
      await new Promise<void>((resolve) => wake = resolve)
    }
  }
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    screen += text
    wake()
  })
  child.stdin.on("error", () => {}) // it may be gone before everything was typed
  const exit = new Promise<{ exitCode: number; screen: string }>((resolve, reject) => {
    child.once("error", reject)
    child.once("close", (code) => {
      wake()
      resolve({ exitCode: code ?? -1, screen })
    })
  })
  return { child, exit, seen }
}
