/** Keeps the program's own metrics at what a watch measures, for collectors that are sent them. */
import { Clock, Effect, Metric } from "effect"
import { type Measure, measuresOf, type Value } from "./measuresOf.ts"
import { type World } from "./World.ts"

const every = "10 seconds"

/** Goes on until it is interrupted. */
export const noteMeasures = Effect.fn("noteMeasures")(function*(world: World) {
  const before = new Map<string, number>()
  for (;;) {
    const now = yield* Clock.currentTimeMillis
    for (const measure of measuresOf(world, now)) {
      for (const value of measure.values) yield* note(measure, value, before)
    }
    yield* Effect.sleep(every)
  }
})

/** Of a counter the difference is told. `before`: what each series was last. */
const note = ({ help, name, type }: Measure, { labels, value }: Value, before: Map<string, number>) => {
  if (type === "gauge") {
    return Metric.update(Metric.withAttributes(Metric.gauge(name, { description: help }), labels), value)
  }
  const key = `${name} ${JSON.stringify(labels)}`
  const more = value - (before.get(key) ?? 0)
  before.set(key, value)
  const counter = Metric.counter(name, { description: help, incremental: true })
  return more > 0 ? Metric.update(Metric.withAttributes(counter, labels), more) : Effect.void
}
