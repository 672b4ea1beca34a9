/** Starts a shell on the connection of a session. */
import { Effect, type Scope } from "effect"
import { type Session } from "../Session.ts"
import { HashingShell } from "./HashingShell.ts"
import { greeting, isProgram, shellCommand } from "./shellCommand.ts"

export interface OpenShell {
  readonly shell: HashingShell
  readonly program: string // its name
}

/** A login shell may take long to start; a command that is no shell says nothing at all. */
const patienceSeconds = 10

/** It ends with the scope. `undefined` where the server grants none, or where what it starts is none of ours. */
export const openShell = Effect.fnUntraced(function*(
  session: Session,
): Effect.fn.Return<OpenShell | undefined, never, Scope.Scope> {
  const shell = yield* Effect.acquireRelease(opened(session), (shell) => shell?.leave ?? Effect.void, {
    interruptible: true,
  })
  if (shell === undefined) return undefined
  const listen = Effect.sync(() => session.onClose(() => shell.end())) // `ssh2` tells no channel
  yield* Effect.acquireRelease(listen, (forget) => Effect.sync(forget))
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
      if (isLeft) shell.end()
      else resume(Effect.succeed(shell))
    })
    return Effect.sync(() => void (isLeft = true))
  }).pipe(Effect.timeoutOrElse({
    duration: `${patienceSeconds} seconds`,
    orElse: () => Effect.succeed(undefined),
  }))
