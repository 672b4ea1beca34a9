/** Keeps the program's own metrics at what a watch measures, for collectors that are sent them. */
import { Clock, Effect, Metric } from "effect"
import { type Measure, measuresOf, type Value } from "./measuresOf.ts"
import { type World } from "./World.ts"

const every = "10 seconds"

/** One value as it was measured last. */
interface Series {
  readonly value: number
  readonly end: Effect.Effect<void> // it is sent no more
}

/** Goes on until it is interrupted. What is not measured any more ends: of a pair that was removed, nothing is known. */
export const noteMeasures = Effect.fn("noteMeasures")(function*(world: World) {
  let before: ReadonlyMap<string, Series> = new Map()
  for (;;) {
    const noted = new Map<string, Series>()
    const now = yield* Clock.currentTimeMillis
    for (const measure of measuresOf(world, now)) {
      for (const value of measure.values) {
        const key = `${measure.name} ${JSON.stringify(value.labels)}`
        noted.set(key, yield* note(measure, value, before.get(key)?.value ?? 0))
      }
    }
    for (const [key, { end }] of before) if (!noted.has(key)) yield* end
    before = noted
    yield* Effect.sleep(every)
  }
})

/** Of a counter the difference is told. One that counts from the beginning again was measured of another pair of that name. */
const note = Effect.fnUntraced(function*({ help, name, type }: Measure, { labels, value }: Value, before: number) {
  if (type === "gauge") {
    const gauge = Metric.withAttributes(Metric.gauge(name, { description: help }), labels)
    yield* Metric.update(gauge, value)
    return { value, end: Metric.remove(gauge) } satisfies Series
  }
  const counter = Metric.withAttributes(Metric.counter(name, { description: help, incremental: true }), labels)
  const more = value < before ? value : value - before
  if (more > 0) yield* Metric.update(counter, more)
  return { value, end: Metric.remove(counter) } satisfies Series
})
