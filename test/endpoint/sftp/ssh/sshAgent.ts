/** An ssh-agent of its own for one test, with keys in it. */
import { Effect, type Scope } from "effect"
import { execFile, spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { chmod, mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"

/** Where it listens. The keys must not be encrypted. */
export const sshAgent = Effect.fnUntraced(function*(
  keyFiles: ReadonlyArray<string>,
): Effect.fn.Return<string, never, Scope.Scope> {
  const folder = yield* Effect.acquireRelease(
    Effect.promise(() => mkdtemp(join(tmpdir(), "agent-"))),
    (path) => Effect.promise(() => rm(path, { recursive: true, force: true })),
  )
  const socketPath = join(folder, "socket")
  yield* Effect.acquireRelease(
    Effect.sync(() => spawn("ssh-agent", ["-D", "-a", socketPath], { stdio: "ignore" })),
    (child) => Effect.sync(() => child.kill("SIGKILL")),
  )
  yield* Effect.sleep("10 millis").pipe(Effect.repeat({ until: () => existsSync(socketPath) }))
  for (const keyFile of keyFiles) {
    yield* Effect.promise(async () => {
      await chmod(keyFile, 0o600)
      await promisify(execFile)("ssh-add", ["-q", keyFile], { env: { SSH_AUTH_SOCK: socketPath } })
    })
  }
  return socketPath
})
