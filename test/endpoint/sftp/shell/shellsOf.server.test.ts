/** How long shells stay on a server: passes that follow one another, or go on side by side, share its connections. */
import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Fiber, Schedule } from "effect"
import { readFileSync } from "node:fs"
import { type Content } from "../../../../src/endpoint/Endpoint.ts"
import { Session } from "../../../../src/endpoint/sftp/Session.ts"
import { shellCommand } from "../../../../src/endpoint/sftp/shell/shellCommand.ts"
import { delayProxy } from "../../../support/network/delayProxy.ts"
import { throughProxy } from "../../../support/network/throughProxy.ts"
import { sshd } from "../../../support/servers/sshd.ts"
import { sharedServer } from "../../../support/sharedServer.ts"
import { at, noise } from "../../contract/storyOf.ts"
import { openOver, roadsTo } from "../opened.ts"

const server = sharedServer(sshd())

const openWay = Effect.gen(function*() {
  const proxy = yield* delayProxy({ port: (yield* server).port })
  const way = yield* roadsTo(yield* throughProxy(yield* server, proxy))
  return { way, connections: Effect.map(proxy.traffic, ({ connections }) => connections) }
})

const count = 200 // so many that a server is asked

/** A folder of the server with files in it, whose digests can be asked for. It is closed with the scope, as by a pass. */
const openPass = Effect.fnUntraced(function*(way: Effect.Success<ReturnType<typeof roadsTo>>) {
  const { endpoint, world } = yield* openOver(way)
  for (let index = 0; index < count; index++) world.put(`file ${index}`, noise(index, index))
  const { entries } = yield* endpoint.list(undefined)
  const contents = Array.from(entries).flatMap(([name, entry]): ReadonlyArray<Content> =>
    entry._tag === "File" ? [[at(name), entry]] : []
  )
  const toldOn = (listener: Effect.Effect<void>) => endpoint.digests(contents, () => listener)
  const told = Effect.suspend(() => {
    let told = 0
    return Effect.map(toldOn(Effect.sync(() => void (told += 1))), () => told)
  })
  return { endpoint, told, toldOn }
})

const shellsLeft = Effect.gen(function*() {
  const script = shellCommand.slice(shellCommand.indexOf("'") + 1, -1)
  return (yield* (yield* server).processes).filter((pid) => commandOf(pid).includes(script)).length
})

const commandOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8")
  } catch {
    return "" // it ended meanwhile
  }
}

/** Told by a server that has its own time for ending what nobody talks to any more. */
const noneLeft = Effect.repeat(shellsLeft, {
  until: (left) => left === 0,
  times: 50,
  schedule: Schedule.spaced("20 millis"),
}).pipe(Effect.map((left) => assert.strictEqual(left, 0, "shells left")))

/** How many listen for the end of a connection because of a shell, from now on. */
const listening = Effect.gen(function*() {
  let listeners = 0
  const onClose: Session["onClose"] = Reflect.get(Session.prototype, "onClose")
  yield* Effect.acquireRelease(
    Effect.sync(() => {
      Session.prototype.onClose = function(listener) {
        listeners += 1
        const forget = onClose.call(this, listener)
        return () => {
          listeners -= 1
          forget()
        }
      }
    }),
    () => Effect.sync(() => void (Session.prototype.onClose = onClose)),
  )
  return () => listeners
})

describe("the shells of passes that share a connection", () => {
  it.live("are there for each pass, and gone after it", () =>
    Effect.gen(function*() {
      const { connections, way } = yield* openWay
      const listeners = yield* listening
      for (let pass = 0; pass < 8; pass++) {
        const told = yield* Effect.scoped(Effect.gen(function*() {
          const { endpoint, told } = yield* openPass(way)
          if (pass % 2 === 0) yield* endpoint.expectDigests
          return yield* told
        }))
        assert.strictEqual(told, count, `pass ${pass}`)
        yield* noneLeft
        assert.strictEqual(listeners(), 0)
      }
      assert.strictEqual(yield* connections, 1)
    }))

  it.live("are there for passes that go on side by side, and ask one after the other", () =>
    Effect.gen(function*() {
      const { connections, way } = yield* openWay
      for (let pass = 0; pass < 4; pass++) {
        const { told } = yield* openPass(way) // open until all are done
        for (const time of ["once", "again"]) assert.strictEqual(yield* told, count, `pass ${pass}, ${time}`)
        yield* noneLeft
      }
      assert.strictEqual(yield* connections, 1)
    }))

  it.live("are gone after passes that never asked them", () =>
    Effect.gen(function*() {
      const { way } = yield* openWay
      yield* Effect.scoped(Effect.gen(function*() {
        yield* (yield* openPass(way)).endpoint.expectDigests
        assert.isAbove(yield* shellsLeft, 0)
      }))
      yield* noneLeft
    }))

  it.live("are gone after passes that were interrupted, at any moment", () =>
    Effect.gen(function*() {
      const { way } = yield* openWay
      const started = Effect.repeat(shellsLeft, { until: (left) => left > 0, schedule: Schedule.spaced("2 millis") })
      for (const moment of ["at once", "started", "answering"] as const) {
        yield* Effect.scoped(Effect.gen(function*() {
          const { toldOn } = yield* openPass(way)
          const answering = yield* Deferred.make<void>()
          const told = Effect.andThen(Deferred.succeed(answering, undefined), Effect.never)
          const asking = yield* Effect.forkChild(toldOn(told), { startImmediately: true })
          if (moment === "started") yield* started
          if (moment === "answering") yield* Deferred.await(answering)
          yield* Fiber.interrupt(asking)
        }))
        yield* noneLeft
      }
    }))
})
