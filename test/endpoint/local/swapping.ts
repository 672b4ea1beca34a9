/** Somebody else on this machine who puts a link in the place of a folder and the folder back, as fast as possible. */
import { Effect, type Scope } from "effect"
import { mkdirSync, symlinkSync } from "node:fs"
import { join } from "node:path"
import { Worker } from "node:worker_threads"

const source = `
  const { renameSync } = require("node:fs")
  const { workerData: { folder, link, away, stop } } = require("node:worker_threads")
  const flag = new Int32Array(stop)
  for (let round = 0; Atomics.load(flag, 0) === 0; round++) {
    renameSync(folder, away)
    renameSync(link, folder)
    if (round % 3 === 0) Atomics.wait(flag, 0, 0, 0.2)
    renameSync(folder, link)
    renameSync(away, folder)
    if (round % 2 === 0) Atomics.wait(flag, 0, 0, 0.2)
  }
`

/** Swaps the folder `name` for a link to `outside`, until the scope closes; then the folder is in its place. */
export const swapping = (root: string, name: string, outside: string): Effect.Effect<void, never, Scope.Scope> =>
  Effect.asVoid(Effect.acquireRelease(
    Effect.sync(() => {
      const beside = join(root, "..", `beside-${name}`)
      mkdirSync(beside)
      symlinkSync(outside, join(beside, "link"))
      const stop = new SharedArrayBuffer(4)
      const worker = new Worker(source, {
        eval: true,
        workerData: { folder: join(root, name), link: join(beside, "link"), away: join(beside, "away"), stop },
      })
      return { worker, stop }
    }),
    ({ worker, stop }) =>
      Effect.callback<void>((resume) => {
        worker.once("exit", () => resume(Effect.void))
        const flag = new Int32Array(stop)
        Atomics.store(flag, 0, 1)
        Atomics.notify(flag, 0)
      }),
  ))
