/** What happens while pairs are watched, as server-sent events. */
import { Effect, Stream } from "effect"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { jsonText } from "../../report/json.ts"
import { Hub, type WatchEvent } from "../Hub.ts"
import { type StatusEvent } from "../StatusDocument.ts"
import { type World } from "../World.ts"

/** Ends with the connection, or when the watch does. */
export const events = (world: World) =>
  Effect.map(Hub, (hub) => {
    const told = hub.events.pipe(
      Stream.takeUntil(({ _tag }) => _tag === "Ending"),
      Stream.flatMap((event) => Stream.fromIterable(statusEvents(event))),
      Stream.map(lineOf),
    )
    const progress = Stream.tick("1 second").pipe(
      Stream.map(() => progressOf(world)),
      Stream.filter((event) => Object.keys(event.pairs).length > 0),
      Stream.map(lineOf),
    )
    const alive = Stream.tick("15 seconds").pipe(Stream.map(() => lineOf({ type: "alive" })))
    const all = Stream.merge(told, Stream.merge(progress, alive), { haltStrategy: "left" })
    return HttpServerResponse.stream(Stream.encodeText(all), {
      contentType: "text/event-stream; charset=utf-8",
      headers: { "cache-control": "no-store", "x-accel-buffering": "no" },
    })
  })

const statusEvents = (event: WatchEvent): ReadonlyArray<StatusEvent> => {
  switch (event._tag) {
    case "Begun":
    case "Ended":
    case "Moved":
    case "Dropped":
      return [{ type: "pair", pair: event.pair }]
    case "Server":
    case "Taken":
    case "Refused":
    case "Ending":
      return [{ type: "config" }]
  }
}

const progressOf = (world: World): Extract<StatusEvent, { readonly type: "progress" }> => ({
  type: "progress",
  pairs: Object.fromEntries(
    Array.from(world.slots.values()).flatMap(({ pair, phase, progress }) =>
      phase._tag === "Passing" ? [[pair.name, progress ?? null]] : []
    ),
  ),
})

const lineOf = (event: StatusEvent): string => `event: ${event.type}\ndata: ${jsonText(event)}\n\n`
