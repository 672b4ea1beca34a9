/** One server program: started, waited for until it listens, stopped and started again, ended with the scope. */
import { Effect, type Scope } from "effect"
import { spawn } from "node:child_process"
import { closeSync, openSync, readFileSync } from "node:fs"
import { setTimeout as wait } from "node:timers/promises"
import { endWithUs } from "./endWithUs.ts"
import { isListening } from "./isListening.ts"
import { isAlive, killTrees, processTree } from "./processTree.ts"
import { type SftpServer } from "./SftpServer.ts"

export interface ServerProgram {
  readonly command: readonly [program: string, ...args: ReadonlyArray<string>]
  readonly port: number
  readonly logFile: string // gets what the program prints
}

const patienceMilliseconds = 15_000

export const serverProcess = Effect.fnUntraced(function*(
  program: ServerProgram,
): Effect.fn.Return<Pick<SftpServer, "start" | "stop" | "dropConnections" | "processes" | "log">, never, Scope.Scope> {
  let running: Running | undefined
  const processes = () => running === undefined ? [] : processTree(running.pid)
  const stop = Effect.promise(async () => {
    running?.callOff()
    if (running !== undefined) await killTrees([running.pid])
    running = undefined
  })
  const start = Effect.gen(function*() {
    if (processes().length > 0) return
    yield* stop
    const fresh = running = launch(program)
    yield* Effect.promise(() => untilListening(fresh.pid, program))
  })
  yield* Effect.addFinalizer(() => stop)
  yield* start
  return {
    start,
    stop,
    dropConnections: Effect.promise(() => killTrees(processes().slice(1))),
    processes: Effect.sync(processes),
    log: Effect.sync(() => readFileSync(program.logFile, "utf8")),
  }
})

interface Running {
  readonly pid: number
  readonly callOff: () => void
}

const launch = ({ command: [file, ...args], logFile }: ServerProgram): Running => {
  const log = openSync(logFile, "a")
  const child = spawn(file, args, {
    detached: true, // a Ctrl-C in the terminal reaches the test runner alone
    stdio: ["ignore", log, log],
  })
  closeSync(log)
  child.on("error", () => {}) // there is no pid then
  child.unref()
  if (child.pid === undefined) throw new Error(`${file} cannot be started: is it installed?`)
  return { pid: child.pid, callOff: endWithUs(child.pid) }
}

const untilListening = async (pid: number, program: ServerProgram): Promise<void> => {
  const deadline = performance.now() + patienceMilliseconds
  const fail = (reason: string) =>
    new Error(`${program.command.join(" ")}: ${reason}\n${readFileSync(program.logFile, "utf8")}`)
  while (!isListening(pid, program.port)) {
    if (!isAlive(pid)) throw fail(`ended before it listened on port ${program.port}`)
    if (performance.now() > deadline) throw fail(`does not listen on port ${program.port}`)
    await wait(5)
  }
}
