/** Writes down what happens while pairs are watched, a line for each. */
import { Effect, Stream } from "effect"
import { type Pass } from "../domain/watch/Pass.ts"
import { printable } from "../report/escape.ts"
import { formatDuration } from "../report/formatDuration.ts"
import { aboutRemote } from "./aboutRemote.ts"
import { Hub, type WatchEvent } from "./Hub.ts"
import { type PairChange } from "./setupChanges.ts"

/** Ends with the hub. */
export const tellLog = Effect.flatMap(Hub, ({ events }) => Stream.runForEach(events, log))

const log = (event: WatchEvent): Effect.Effect<void> => {
  switch (event._tag) {
    case "Begun":
      return Effect.logDebug("pass begun").pipe(Effect.annotateLogs({ pair: event.pair, trigger: event.trigger }))
    case "Ended":
      return logPass(event.pass)
    case "Moved":
    case "Dropped":
      return Effect.void
    case "Server":
      return event.state._tag === "Closed"
        ? Effect.logInfo(aboutRemote(event.remote, "can be reached again"))
        : event.state._tag === "Open"
        ? Effect.logWarning(aboutRemote(event.remote, event.state.why))
        : Effect.logError(`not tried again until it is mended: ${aboutRemote(event.remote, event.state.why)}`)
    case "Taken":
      return Effect.forEach(event.changes, logChange, { discard: true })
    case "Refused":
      return Effect.logError(`the syncfile cannot be used, and the last good one stays: ${printable(event.message)}`)
    case "Ending":
      return Effect.logInfo("ending: what is under way is finished, nothing new is begun")
  }
}

const logPass = (pass: Pass): Effect.Effect<void> => {
  const { bytes, changes, conflicts, finished, message, outcome, pair, started, trigger } = pass
  const line = printable(message)
  const level = outcome === "ok" || outcome === "pending" || outcome === "interrupted"
    ? isQuiet(pass) ? Effect.logDebug(line) : Effect.logInfo(line)
    : outcome === "partial"
    ? Effect.logWarning(line)
    : Effect.logError(line)
  return level.pipe(
    Effect.annotateLogs({
      pair,
      outcome,
      trigger,
      took: formatDuration(finished - started),
      ...changes,
      ...(conflicts === 0 ? {} : { conflicts }),
      bytes,
    }),
  )
}

/** It found nothing to do: a line for each of those would hide the others. */
const isQuiet = ({ changes, conflicts, outcome }: Pass): boolean =>
  outcome === "ok" && conflicts === 0 && Object.values(changes).every((count) => count === 0)

const logChange = (change: PairChange): Effect.Effect<void> => {
  const { name } = change.pair
  switch (change._tag) {
    case "Added":
      return Effect.logInfo(`${name}: watched`)
    case "Removed":
      return Effect.logInfo(`${name}: not watched any more`)
    case "Changed":
      return Effect.logInfo(`${name}: changed: ${change.what.join(", ")}`)
  }
}
