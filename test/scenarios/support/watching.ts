/** A watch in a process of its own, as a test talks to it. */
import { Effect, type Scope } from "effect"
import { existsSync, readFileSync } from "node:fs"
import { type StatusDocument } from "../../../src/daemon/StatusDocument.ts"
import { freePort } from "../../support/servers/freePort.ts"
import { type Ended, type Running } from "./cli.ts"
import { eventually } from "./eventually.ts"
import { type Declared, type Written } from "./syncfileFor.ts"
import { type Workspace } from "./workspace.ts"

export interface RunningWatch extends Running {
  readonly address: string
  readonly lines: ReadonlyArray<string> // all that it has said so far
  readonly declare: (declared: Declared) => void // in place of the syncfile before
  readonly status: Effect.Effect<StatusDocument>
  readonly says: (what: RegExp) => Effect.Effect<void> // waits for a line
  readonly stop: Effect.Effect<Ended>
}

/** For pairs whose health is looked at: how full the disk of this machine is has nothing to do with it. */
export const anyDisk: Written = { checks: { freeSpace: "off" } }

/** It watches by the time this ends. */
export const startWatch = Effect.fnUntraced(function*(
  place: Workspace,
  declared: Declared,
): Effect.fn.Return<RunningWatch, never, Scope.Scope> {
  const address = `127.0.0.1:${yield* freePort}`
  const declare = (next: Declared) =>
    place.declare({
      ...next,
      defaults: { ...anyDisk, ...next.defaults },
      daemon: { listen: address, ...next.daemon },
    })
  declare(declared)
  const lines: Array<string> = []
  const running = yield* place.start(["watch", "--log-level", "debug"], (line) => void lines.push(line))
  const status = Effect.promise(async () =>
    (await (await fetch(`http://${address}/api/status`)).json()) as StatusDocument
  )
  yield* eventually("the watch answers", () => fetch(`http://${address}/healthz`).then(({ ok }) => ok, () => false))
  return {
    ...running,
    address,
    lines,
    declare,
    status,
    says: (what) => eventually(`the watch says ${what.source}`, () => lines.some((line) => what.test(line))),
    stop: Effect.suspend(() => {
      running.signal("SIGTERM")
      return running.ended
    }),
  }
})

/** What a file holds; "" where there is none. */
export const textOf = (file: string): string => existsSync(file) ? readFileSync(file, "utf8") : ""
