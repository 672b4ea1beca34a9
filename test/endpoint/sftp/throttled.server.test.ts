/** Every byte of a content that goes over the line to a server is paid for, once. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { Probes } from "../../../src/endpoint/Probes.ts"
import { layerSecrets } from "../../../src/endpoint/readSecret.ts"
import { openRoads } from "../../../src/endpoint/sftp/openRoads.ts"
import { openSftpEndpoint } from "../../../src/endpoint/sftp/openSftpEndpoint.ts"
import { Throttle } from "../../../src/endpoint/Throttle.ts"
import { remoteOf } from "../../support/remoteOf.ts"
import { sshd } from "../../support/servers/sshd.ts"
import { sharedServer } from "../../support/sharedServer.ts"
import { at, noise, save } from "../contract/storyOf.ts"

const server = sharedServer(sshd())

class Counting extends Throttle {
  taken = 0

  constructor() {
    super([])
  }

  override take(bytes: number): Effect.Effect<void> {
    return Effect.sync(() => void (this.taken += bytes))
  }
}

describe("what a throttle is asked for", () => {
  it.live("is what is sent, and what is read, over several connections too", () =>
    Effect.gen(function*() {
      const up = yield* server
      const remote = { ...remoteOf(up), connections: 2 }
      mkdirSync(join(up.folder, "own"))
      const throttle = new Counting()
      const endpoint = yield* openSftpEndpoint(
        remote,
        yield* Effect.provide(openRoads(remote, new Map([[remote.name, remote]]), throttle), layerSecrets),
        { path: join(up.path, "own"), written: "server:own" },
        { symlinks: "skip", backup: undefined },
      ).pipe(Effect.provide(Probes.layerForgetful))
      const names = Array.from({ length: 40 }, (_, number) => `file ${number}`)
      const files = yield* Effect.forEach(names, (name, number) => save(endpoint, name, noise(300_000 + number)), {
        concurrency: 40,
      })
      const total = files.reduce((sum, { size }) => sum + size, 0)
      assert.strictEqual(throttle.taken, total)
      yield* Effect.forEach(files, (file, index) => Stream.runDrain(endpoint.read(at(names[index] ?? ""), file)), {
        concurrency: 40,
      })
      assert.strictEqual(throttle.taken, 2 * total)
    }))
})
