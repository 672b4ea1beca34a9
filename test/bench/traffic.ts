/** What goes over the wire while a tool works: counted, told at what rate, and ended at will. */
import { Effect } from "effect"
import { type DelayProxy } from "../support/network/delayProxy.ts"
import { killTrees } from "../support/servers/processTree.ts"
import { type Wire } from "./Figures.ts"

/** Since the proxies were started, all of them together. */
export const carriedBy = (proxies: ReadonlyArray<DelayProxy>): Effect.Effect<Wire> =>
  Effect.map(Effect.forEach(proxies, (proxy) => proxy.traffic), (counts) => ({
    up: counts.reduce((sum, { up }) => sum + up, 0),
    down: counts.reduce((sum, { down }) => sum + down, 0),
  }))

export const since = (before: Wire, now: Wire): Wire => ({ up: now.up - before.up, down: now.down - before.down })

/** Kills a process and all it has started when so many bytes have gone up. */
export const killAfter = (proxy: DelayProxy, bytes: number) =>
  Effect.fnUntraced(function*(pid: number) {
    const start = yield* proxy.traffic
    while ((yield* proxy.traffic).up - start.up < bytes) yield* Effect.sleep("5 millis")
    yield* Effect.promise(() => killTrees([pid]))
  })

export interface Sample {
  readonly seconds: number
  readonly up: number // bytes until then
}

/** Notes without end how much has gone up. */
export const sampling = Effect.fnUntraced(function*(proxy: DelayProxy, samples: Array<Sample>) {
  for (;;) {
    samples.push({ seconds: performance.now() / 1000, up: (yield* proxy.traffic).up })
    yield* Effect.sleep("20 millis")
  }
})

/**
 * Bytes a second between the first tenth of what was sent and the last: the time for logging in before and for finishing
 * after says nothing of a cap, nor does what it lets through at once when it begins.
 */
export const rateOf = (samples: ReadonlyArray<Sample>): number | undefined => {
  const [first, last] = [samples[0], samples.at(-1)]
  if (first === undefined || last === undefined) return undefined
  const sent = last.up - first.up
  const from = samples.find(({ up }) => up - first.up >= sent / 10)
  const to = samples.findLast(({ up }) => up - first.up <= sent * 9 / 10)
  if (from === undefined || to === undefined || to.seconds <= from.seconds) return undefined
  return (to.up - from.up) / (to.seconds - from.seconds)
}
