/** A folder of its own for one test, gone when the scope closes. */
import { Effect, type Scope } from "effect"
import { chmod, mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** Others may pass through it (mode 0711), so that servers which drop their rights reach what is theirs inside. */
export const temporaryFolder = (name: string): Effect.Effect<string, never, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.promise(async () => {
      const folder = await mkdtemp(join(tmpdir(), `syncfile-${name}-`))
      await chmod(folder, 0o711)
      return folder
    }),
    (folder) => Effect.promise(() => rm(folder, { recursive: true, force: true, maxRetries: 5 })),
  )
