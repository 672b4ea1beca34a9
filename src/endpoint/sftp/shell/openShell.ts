/** Starts a shell on the connection of a session. */
import { Effect } from "effect"
import { type Session } from "../Session.ts"
import { HashingShell } from "./HashingShell.ts"
import { greeting, isProgram, shellCommand } from "./shellCommand.ts"

export interface OpenShell {
  readonly shell: HashingShell
  readonly program: string // its name
}

/** A login shell may take long to start; a command that is no shell says nothing at all. */
const patienceSeconds = 10

/** `undefined` where the server grants none, or where what it starts is none of ours. */
export const openShell = Effect.fnUntraced(function*(session: Session): Effect.fn.Return<OpenShell | undefined> {
  const shell = yield* opened(session)
  if (shell === undefined) return undefined
  const [line] = (yield* shell.ask({ text: greeting, lines: 1, seconds: patienceSeconds })) ?? []
  if (line !== undefined && isProgram(line)) return { shell, program: line.split(" ")[0] ?? line }
  shell.end()
  return undefined
})

const opened = (session: Session): Effect.Effect<HashingShell | undefined> =>
  Effect.callback<HashingShell | undefined>((resume) => {
    let isLeft = false
    session.openCommand(shellCommand, (channel) => {
      if (channel === undefined) return resume(Effect.succeed(undefined))
      const shell = new HashingShell(channel)
      session.onClose(() => shell.end()) // `ssh2` tells no channel
      if (isLeft) shell.end()
      else resume(Effect.succeed(shell))
    })
    return Effect.sync(() => void (isLeft = true))
  }).pipe(Effect.timeoutOrElse({
    duration: `${patienceSeconds} seconds`,
    orElse: () => Effect.succeed(undefined),
  }))
