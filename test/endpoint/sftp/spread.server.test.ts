/** Over how many connections the work on a server goes. */
import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect } from "effect"
import { readFileSync, writeFileSync } from "node:fs"
import { type Endpoint } from "../../../src/endpoint/Endpoint.ts"
import { sshd } from "../../support/servers/sshd.ts"
import { sharedServer } from "../../support/sharedServer.ts"
import { noise, sameBytes, save } from "../contract/storyOf.ts"
import { openThroughProxy } from "./opened.ts"

const server = sharedServer(sshd())
const files = Array.from({ length: 300 }, (_, number) => [`file ${number}`, noise(20_000, number + 1)] as const)

const saveAll = (endpoint: Endpoint) =>
  Effect.forEach(files, ([name, bytes]) => save(endpoint, name, bytes), { concurrency: 100, discard: true })

/** As if so many minutes had passed, but for who sleeps. */
const inMinutes = <A, E>(minutes: number, work: Effect.Effect<A, E>) =>
  Effect.flatMap(Clock.Clock, (clock) => {
    const later: Clock.Clock = Object.assign(Object.create(clock), {
      currentTimeMillis: Effect.map(clock.currentTimeMillis, (now) => now + minutes * 60_000),
    })
    return Effect.provideService(work, Clock.Clock, later)
  })

describe("connections", () => {
  for (const connections of [1, 3]) {
    it.live(`are ${connections} where so many are allowed and there is work for them`, () =>
      Effect.gen(function*() {
        const { endpoint, proxy, world } = yield* openThroughProxy(yield* server, connections)
        yield* proxy.setDelay(5)
        yield* saveAll(endpoint)
        assert.strictEqual((yield* proxy.traffic).connections, connections)
        for (const [name, bytes] of files) sameBytes(world.bytes(name), bytes)
      }))
  }

  it.live("are one as long as there is little to do", () =>
    Effect.gen(function*() {
      const { endpoint, proxy } = yield* openThroughProxy(yield* server, 3)
      for (const [name, bytes] of files.slice(0, 3)) yield* save(endpoint, name, bytes)
      assert.strictEqual((yield* proxy.traffic).connections, 1)
    }))

  it.live("that the server refuses are done without", () =>
    Effect.gen(function*() {
      const { endpoint, proxy, world } = yield* openThroughProxy(yield* server, 3)
      yield* endpoint.rootId
      yield* proxy.refuse
      yield* saveAll(endpoint)
      assert.strictEqual((yield* proxy.traffic).connections, 1)
      for (const [name, bytes] of files) sameBytes(world.bytes(name), bytes)
    }))

  it.live("that the server refuses are asked for again, but not before five minutes have passed", () =>
    Effect.gen(function*() {
      const up = yield* server
      const { endpoint, proxy, world } = yield* openThroughProxy(up, 3)
      const connectionsAfter = (minutes: number) =>
        Effect.gen(function*() {
          for (const [name] of files) world.remove(name)
          yield* inMinutes(minutes, saveAll(endpoint))
          return (yield* proxy.traffic).connections
        })
      yield* proxy.setDelay(5)
      yield* endpoint.rootId
      const known = readFileSync(up.knownHosts)
      writeFileSync(up.knownHosts, "") // nobody is trusted any more
      const tried = yield* connectionsAfter(0)
      writeFileSync(up.knownHosts, known)
      assert.strictEqual(yield* connectionsAfter(4), tried)
      assert.strictEqual(yield* connectionsAfter(6), tried + 2)
    }))

  it.live("that break are made again, for whatever still has to be done", () =>
    Effect.gen(function*() {
      const { endpoint, proxy, world } = yield* openThroughProxy(yield* server, 3)
      yield* proxy.setDelay(5)
      yield* saveAll(endpoint)
      yield* proxy.cut
      for (const [name] of files) world.remove(name)
      const again = Effect.retry(endpoint.rootId, { times: 3 })
      assert.isDefined(yield* again)
      yield* saveAll(endpoint)
      assert.isAtLeast((yield* proxy.traffic).connections, 4)
      for (const [name, bytes] of files) sameBytes(world.bytes(name), bytes)
    }))
})
