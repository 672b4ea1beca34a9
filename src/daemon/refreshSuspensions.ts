/** Sees whether pairs were suspended, or are not any more, by another process. */
import { Clock, Effect, Result } from "effect"
import { StateStore } from "../state/StateStore.ts"
import { type World } from "./World.ts"

/** Gives why that cannot be told, if so; what is known stays then. */
export const refreshSuspensions = Effect.fnUntraced(function*(world: World) {
  const { passes } = yield* StateStore
  const found = yield* Effect.result(passes.suspended)
  if (Result.isFailure(found)) return found.failure.message
  const isSame = found.success.size === world.suspensions.size
    && [...found.success].every(([pair, { since }]) => world.suspensions.get(pair)?.since === since)
  if (isSame) return undefined
  world.takeSuspensions(found.success, yield* Clock.currentTimeMillis)
  world.wakeAll()
  return undefined
})
