/** Listens to a pass for those who look at its pair, and writes down what has to be said. */
import { Clock, Effect, Layer } from "effect"
import { announcement } from "../report/announcement.ts"
import { observe } from "../report/PairProgress.ts"
import { Reporter } from "../report/Reporter.ts"
import { plainStyle } from "../report/Style.ts"
import { isMovement, type SyncEvent } from "../report/SyncEvent.ts"
import { type Slot } from "./Slot.ts"

export const layerSlotReporter = (slot: Slot): Layer.Layer<Reporter> => {
  const hear = (event: SyncEvent) =>
    Effect.map(Clock.currentTimeMillis, (now) => {
      slot.heardAt = now
      slot.progress = observe(slot.progress, event)
    })
  return Layer.succeed(Reporter, {
    emit: (event) => {
      if (isMovement(event)) return hear(event)
      const line = announcement(event, false, plainStyle)
      if (line === undefined) return hear(event)
      slot.log.push(line)
      const isFailure = event._tag === "Settled"
      return Effect.andThen(hear(event), isFailure ? Effect.logWarning(line) : Effect.logInfo(line))
    },
  })
}
