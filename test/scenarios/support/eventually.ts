/** Waiting for what a process of its own brings about in its own time. */
import { Effect } from "effect"
import { setTimeout as wait } from "node:timers/promises"

/** Far longer than anything takes, and short enough to be told apart from a test that hangs. In milliseconds. */
const patience = 45_000
const pause = 50

/** Ends when it holds; dies with `what` if it never does. */
export const eventually = (what: string, holds: () => boolean | Promise<boolean>): Effect.Effect<void> =>
  Effect.promise(async () => {
    const end = performance.now() + patience
    while (!(await holds())) {
      if (performance.now() > end) throw new Error(`It never came about that ${what}`)
      await wait(pause)
    }
  })
