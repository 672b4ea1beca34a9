import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { isAlive } from "../support/servers/processTree.ts"
import { temporaryFolder } from "../support/servers/temporaryFolder.ts"
import { timed } from "./timed.ts"

const surroundings = Effect.map(temporaryFolder("timed"), (folder) => ({
  env: { PATH: process.env["PATH"], WORD: "hello" },
  folder,
  log: join(folder, "log"),
}))

const shell = (script: string) => ({ program: "sh", args: ["-c", script] })

describe("timed", () => {
  it.live("tells what was printed and how it ended", () =>
    Effect.gen(function*() {
      const timing = yield* timed(shell("echo $WORD; pwd >&2; exit 3"), yield* surroundings)
      assert.strictEqual(timing.exitCode, 3)
      assert.strictEqual(timing.stdout, "hello\n")
      assert.match(timing.stderr, /syncfile-timed-/)
      assert.isAbove(timing.seconds, 0)
    }).pipe(Effect.scoped))

  it.live("sees the memory of what the command starts, after it has let go of it", () =>
    Effect.gen(function*() {
      const script =
        "let held = Buffer.alloc(200 << 20, 1); setTimeout(() => { held = undefined }, 150); setTimeout(() => {}, 300)"
      const command = shell(`"$1" -e "$2"; true`)
      const timing = yield* timed(
        { ...command, args: [...command.args, "sh", process.execPath, script] },
        yield* surroundings,
      )
      assert.isAbove(timing.peakBytes ?? 0, 200 << 20)
    }).pipe(Effect.scoped))

  it.live("kills the command and what it has started when interrupted", () =>
    Effect.gen(function*() {
      const around = yield* surroundings
      const running = yield* Effect.forkScoped(timed(shell("sleep 60 & echo $! > pid; wait"), around))
      const file = join(around.folder, "pid")
      while (!existsSync(file) || readFileSync(file, "utf8") === "") yield* Effect.sleep("5 millis")
      const pid = Number(readFileSync(file, "utf8"))
      assert.isTrue(isAlive(pid))
      yield* Fiber.interrupt(running)
      assert.isFalse(isAlive(pid))
    }).pipe(Effect.scoped))
})
