/** What a pass tells of the servers that it went to, and whether another one makes sense soon. */
import { EndpointError } from "../endpoint/EndpointError.ts"
import { type BreakerState } from "./Breaker.ts"
import { type Ran } from "./runPass.ts"
import { remotesOf } from "./setupChanges.ts"
import { type Slot } from "./Slot.ts"
import { type World } from "./World.ts"

export interface Verdict {
  readonly servers: ReadonlyArray<{ readonly remote: string; readonly state: BreakerState }> // that are not as they were
  readonly isWorthRetry: boolean
}

/** `random`: from 0 to 1. */
export const judge = (
  { error, isStale, loss, pass }: Ran,
  world: World,
  { pair }: Slot,
  now: number,
  random: number,
): Verdict => {
  if (pass.outcome === "interrupted") return { servers: [], isWorthRetry: false }
  const all = remotesOf(world.setup, pair).map(({ name }) => name)
  const before = new Map(all.map((name) => [name, world.breakerOf(name).state]))
  for (const name of all) {
    const breaker = world.breakerOf(name)
    if (name !== loss?.remote) {
      if (error === undefined) breaker.succeed()
    } else if (loss.isTransient) breaker.fail(loss.message, now, random)
    else if (loss.isDoubtful) breaker.doubt(loss.message, now, random)
    else breaker.stop(loss.message, now)
  }
  const servers = all.flatMap((remote) => {
    const { state } = world.breakerOf(remote)
    return state === before.get(remote) ? [] : [{ remote, state }]
  })
  const isLocked = error !== undefined && !(error instanceof EndpointError) && error.reason._tag === "Locked"
  return { servers, isWorthRetry: isStale || isLocked || (loss !== undefined && all.includes(loss.remote)) }
}
