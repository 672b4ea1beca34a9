/** One run of a command: how long the whole process took, and the most memory it held. */
import { Effect } from "effect"
import { spawn } from "node:child_process"
import { closeSync, openSync, readFileSync } from "node:fs"
import { killTrees } from "../support/servers/processTree.ts"
import { type Command } from "./Tool.ts"
import { watchMemory } from "./watchMemory.ts"

export interface Timing {
  readonly seconds: number
  readonly peakBytes: number | undefined
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

export interface Surroundings {
  readonly env: NodeJS.ProcessEnv
  readonly folder: string // it runs there
  readonly log: string // what it prints goes to files whose names begin like this
}

/**
 * Its output goes to files, so that nobody has to read along. If interrupted it is killed with all it has started.
 * `meanwhile` runs beside it for as long as it runs.
 */
export const timed = (
  command: Command,
  { env, folder, log }: Surroundings,
  meanwhile: (pid: number) => Effect.Effect<void> = () => Effect.void,
): Effect.Effect<Timing> => {
  const { promise: started, resolve: hasStarted } = Promise.withResolvers<number>()
  const ending = Effect.callback<Timing>((resume) => {
    const files = [openSync(`${log}.out`, "w"), openSync(`${log}.err`, "w")] as const
    const start = performance.now()
    const child = spawn(command.program, command.args, { cwd: folder, env, stdio: ["ignore", ...files] })
    const pid = child.pid
    for (const file of files) closeSync(file)
    const peak = pid === undefined ? () => undefined : watchMemory(pid)
    if (pid !== undefined) hasStarted(pid)
    child.once("error", (cause) => resume(Effect.die(cause)))
    child.once("exit", (code) => {
      const seconds = (performance.now() - start) / 1000
      const [stdout, stderr] = [readFileSync(`${log}.out`, "utf8"), readFileSync(`${log}.err`, "utf8")]
      resume(Effect.succeed({ seconds, peakBytes: peak(), exitCode: code ?? -1, stdout, stderr }))
    })
    return Effect.promise(async () => {
      peak()
      if (pid !== undefined) await killTrees([pid])
    })
  })
  const beside = Effect.promise(() => started).pipe(Effect.flatMap(meanwhile), Effect.andThen(Effect.never))
  return Effect.raceFirst(ending, beside)
}
