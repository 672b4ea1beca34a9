/** Places on this disk for tests of the local endpoint. */
import { Effect, type Scope } from "effect"
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { geteuid, seteuid } from "node:process"

const nobody = 65_534

/** An empty folder called `root` in one of its own, which goes with the scope. Others may pass through both. */
export const temporaryRoot: Effect.Effect<string, never, Scope.Scope> = Effect.map(
  Effect.acquireRelease(
    Effect.sync(() => mkdtempSync(join(tmpdir(), "syncfile-local-"))),
    (directory) => Effect.sync(() => rmSync(directory, { recursive: true, force: true })),
  ),
  (directory) => {
    chmodSync(directory, 0o755)
    const root = join(directory, "root")
    mkdirSync(root)
    return root
  },
)

/** No permission stops the superuser, so until the scope closes these tests act as somebody else. */
export const asNobody: Effect.Effect<void, never, Scope.Scope> = Effect.suspend(() =>
  geteuid?.() === 0
    ? Effect.acquireRelease(Effect.sync(() => seteuid?.(nobody)), () => Effect.sync(() => seteuid?.(0)))
    : Effect.void
)
