/** Two hundred pairs that go to one server: one connection, and next to nothing to do while nothing changes. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import { sshd } from "../support/servers/sshd.ts"
import { eventually } from "./support/eventually.ts"
import { figure, isFull } from "./support/isFull.ts"
import { startWatch } from "./support/watching.ts"
import { workspace } from "./support/workspace.ts"

const pairs = 200
const idleSeconds = isFull ? 600 : 5
const ticksInSecond = 100

describe("two hundred pairs on one server", () => {
  it.live("share one connection, and take little while nothing happens", () =>
    Effect.gen(function*() {
      const server = yield* sshd()
      const place = yield* workspace
      for (let number = 0; number < pairs; number++) {
        const folder = place.makeFolder(`from/${number}`)
        writeFileSync(join(folder, "file"), String(number))
      }
      mkdirSync(join(server.folder, "to"))
      const watch = yield* startWatch(place, {
        remotes: { server },
        defaults: { onChange: "on", schedule: { every: "1h" } },
        pairs: Object.fromEntries(
          Array.from({ length: pairs }, (_, number) => [
            `pair-${number}`,
            { mode: "mirror", source: `./from/${number}`, target: `server:to/${number}` },
          ]),
        ),
      })
      const ended = () =>
        new Set(watch.lines.flatMap((line) => /pair=(pair-\d+) outcome=ok/.exec(line)?.[1] ?? [])).size
      yield* eventually("all pairs are in step", () => ended() === pairs, 240_000)
      const logins = (yield* server.log).split("\n").filter((line) => /Accepted publickey/.test(line)).length
      assert.strictEqual(logins, 1)
      yield* Effect.promise(() => wait(3000)) // what began when listening did
      const before = ticks(watch.pid)
      yield* Effect.promise(() => wait(idleSeconds * 1000))
      const share = (ticks(watch.pid) - before) / ticksInSecond / idleSeconds
      const bytes = Number(readFileSync(`/proc/${watch.pid}/statm`, "utf8").split(" ")[1]) * 4096
      figure(`${pairs} pairs idle: ${(share * 100).toFixed(2)} % of a core, ${Math.round(bytes / 1e6)} MB`)
      assert.isBelow(bytes, 250e6)
      if (isFull) assert.isBelow(share, 0.01)
      assert.strictEqual((yield* watch.stop).exitCode, 0)
    }).pipe(Effect.scoped), 1_200_000)
})

/** Processor time that a process has had, in ticks of the kernel. */
const ticks = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /, "").split(" ")
  return Number(fields[11]) + Number(fields[12])
}
