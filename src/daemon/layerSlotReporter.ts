/** Listens to a pass for those who look at its pair, and writes down what has to be said. */
import { Clock, Effect, Layer } from "effect"
import { SignOfLife } from "../endpoint/SignOfLife.ts"
import { announcement } from "../report/announcement.ts"
import { observe } from "../report/PairProgress.ts"
import { Reporter } from "../report/Reporter.ts"
import { plainStyle } from "../report/Style.ts"
import { isMovement, type SyncEvent } from "../report/SyncEvent.ts"
import { type Slot } from "./Slot.ts"

/** Lines of a pass that are kept. Where there are more, the last one says how many. */
const keptLines = 100

/** For one pass. */
export const layerSlotReporter = (slot: Slot): Layer.Layer<Reporter> => {
  const heard = Effect.map(Clock.currentTimeMillis, (now) => void (slot.heardAt = now))
  const hear = (event: SyncEvent) =>
    Effect.map(heard, () => {
      slot.progress = observe(slot.progress, event)
    })
  let said = 0
  const keep = (line: string) => {
    said += 1
    if (said <= keptLines) slot.log.push(line)
    else slot.log[keptLines - 1] = `… and ${said - keptLines + 1} more lines, which only the log of the watch has`
  }
  const reporter = Layer.succeed(Reporter, {
    emit: (event) => {
      if (isMovement(event)) return hear(event)
      const line = announcement(event, false, plainStyle)
      if (line === undefined) return hear(event)
      keep(line)
      const isFailure = event._tag === "Settled"
      return Effect.andThen(hear(event), isFailure ? Effect.logWarning(line) : Effect.logInfo(line))
    },
  })
  return Layer.merge(reporter, Layer.succeed(SignOfLife, heard))
}
