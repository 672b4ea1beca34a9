/** One writer per pair: holds the pair for this process until the scope closes. */
import { Effect, type Scope } from "effect"
import { createHash } from "node:crypto"
import { basename, dirname, join } from "node:path"
import { StateError } from "../StateStore.ts"
import { describeHolder, noteHolder, removeHolder } from "./Holder.ts"
import { holdLock } from "./holdLock.ts"
import { makePrivateDirectory } from "./privateDirectory.ts"

/** How many milliseconds to try for it: whoever only asks who holds it (findHolder.ts) has it for far less. */
const patience = 500

export const lockPair = Effect.fnUntraced(
  function*(file: string, pair: string): Effect.fn.Return<void, StateError, Scope.Scope> {
    yield* makePrivateDirectory(file)
    const lockFile = lockFileOf(file, pair)
    if (!(yield* holdLock(lockFile, patience))) {
      return yield* new StateError({
        file,
        pair,
        reason: { _tag: "Locked", holder: yield* describeHolder(lockFile) },
      })
    }
    yield* Effect.acquireRelease(noteHolder(lockFile, pair), () => removeHolder(lockFile))
  },
)

/** Hashed, so that whatever a pair is called, its lock has a short and harmless name. */
export const lockFileOf = (file: string, pair: string): string => {
  const name = createHash("sha256").update(`${basename(file)}\n${pair}`).digest("hex").slice(0, 32)
  return join(dirname(file), "locks", `${name}.lock`)
}
