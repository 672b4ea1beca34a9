/** Which pairs a person may start a pass of right now: none that is suspended, and none that its windows keep closed. */
import { Clock, Effect } from "effect"
import { type Pair } from "../domain/Pair.ts"
import { closedBy } from "../domain/schedule/Window.ts"
import { printable } from "../report/escape.ts"
import { formatTime } from "../report/formatTime.ts"
import { StateStore } from "../state/StateStore.ts"

export interface Blocked {
  readonly pair: Pair
  readonly why: string // a sentence, with what to do about it
}

export const blockedAmong = Effect.fnUntraced(function*(pairs: ReadonlyArray<Pair>) {
  const { passes } = yield* StateStore
  const suspended = yield* passes.suspended
  const now = yield* Clock.currentTimeMillis
  const blocked: Array<Blocked> = []
  for (const pair of pairs) {
    const { name, watch } = pair
    const suspension = suspended.get(name)
    const closed = closedBy(watch.windows, now, true)
    if (suspension !== undefined) {
      const { by, reason, until } = suspension
      const end = until === undefined ? "" : ` until ${formatTime(until)}`
      const words = reason === "" ? "" : ` (${printable(reason)})`
      const why = `${name} is suspended by ${printable(by)}${end}${words}. To go on with it: syncfile resume ${name}`
      blocked.push({ pair, why })
    } else if (closed !== undefined) {
      const end = closed.until === undefined ? "" : ` until ${formatTime(closed.until)}`
      blocked.push({ pair, why: `a window of the syncfile keeps passes of ${name} from beginning${end}.` })
    }
  }
  return blocked
})
