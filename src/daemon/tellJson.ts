/** Tells other programs what happens while pairs are watched: one JSON object a line. */
import { Effect, Stream } from "effect"
import { jsonText } from "../report/json.ts"
import { isoTime } from "../report/layerJson.ts"
import { type Write } from "../report/Reporter.ts"
import { Hub, type WatchEvent } from "./Hub.ts"

/** Ends with the hub. */
export const tellJson = (write: Write) =>
  Effect.flatMap(Hub, ({ events }) =>
    Stream.runForEach(events, (event) =>
      Effect.flatMap(isoTime, (time) => {
        const line = lineOf(event)
        return line === undefined ? Effect.void : write(`${jsonText({ ...line, time })}\n`)
      })))

/** Ignore types and keys you do not know. */
const lineOf = (event: WatchEvent) => {
  switch (event._tag) {
    case "Begun":
      return { type: "pass_start", pair: event.pair, trigger: event.trigger }
    case "Ended":
      return { type: "pass_complete", ...event.pass }
    case "Moved":
    case "Dropped":
      return undefined
    case "Server":
      return { type: "server", remote: event.remote, state: event.state._tag.toLowerCase() }
    case "Taken":
      return {
        type: "setup_taken",
        changes: event.changes.map(({ _tag, pair }) => ({ change: _tag.toLowerCase(), pair: pair.name })),
      }
    case "Refused":
      return { type: "setup_refused", message: event.message }
    case "Ending":
      return { type: "ending" }
  }
}
