/** Keeps one channel up: a new connection is made when the last one died, and must show itself as the same place. */
import { Effect, Exit, Fiber, Schedule, Scope } from "effect"
import { EndpointError } from "../EndpointError.ts"
import { type Channel } from "./Channel.ts"

/** How often more a connection is tried for: somebody waits for the first one, and work for those that follow. */
const timesAtFirst = 4
const timesLater = 6

/** The same error is not asked twice of a server that refuses us: only broken connections are tried again. */
const backOff = Schedule.exponential("300 millis").pipe(Schedule.jittered)

/** `identify` names the place that a connection leads to; one that leads to a place of another name is refused. */
export const reconnecting = Effect.fnUntraced(function*<R>(
  name: string,
  connect: Effect.Effect<Channel, EndpointError, Scope.Scope | R>,
  identify: (channel: Channel) => Effect.Effect<string, EndpointError>,
  known: { place?: string } = {}, // shared by connections that must all lead to one place
) {
  const outer = yield* Effect.scope
  const context = yield* Effect.context<R>()
  let opening: Fiber.Fiber<Channel, EndpointError> | undefined
  let current: { readonly channel: Channel; readonly scope: Scope.Closeable } | undefined
  const openIn = Effect.fnUntraced(
    function*(scope: Scope.Closeable) {
      const channel = yield* Scope.provide(connect, scope)
      if (known.place === undefined) {
        const first = Effect.map(identify(channel), (found) => known.place ??= found)
        yield* Effect.forkIn(Effect.ignore(first), outer, { startImmediately: true }) // nothing is answered before it
        return channel
      }
      const found = yield* identify(channel)
      if (known.place === found) return channel
      channel.end({ _tag: "ConnectionLost", message: "it is another place" })
      return yield* new EndpointError({
        endpoint: name,
        operation: "reconnect",
        reason: {
          _tag: "Untrustworthy",
          message: `the new connection leads to ${found}, the one before led to ${known.place}`,
        },
      })
    },
    (opening, scope) => Effect.onError(opening, (cause) => Scope.close(scope, Exit.failCause(cause))),
  )
  const open = Effect.gen(function*() {
    if (current !== undefined) yield* Scope.close(current.scope, Exit.void)
    current = undefined
    const scope = yield* Scope.fork(outer)
    const channel = yield* openIn(scope)
    current = { channel, scope }
    return channel
  })
  const tried = Effect.suspend(() => {
    const times = known.place === undefined ? timesAtFirst : timesLater
    return Effect.retry(open, { while: (error) => error.isTransient, times, schedule: backOff })
  })

  /** One for all that want it meanwhile: what many find out at a server that is gone is found out once. */
  const shared = Effect.uninterruptibleMask((restore) =>
    Effect.gen(function*() {
      opening ??= yield* Effect.forkIn(
        Effect.ensuring(
          Effect.interruptible(Effect.provideContext(tried, context)),
          Effect.sync(() => void (opening = undefined)),
        ),
        outer,
      )
      return yield* restore(Fiber.join(opening))
    })
  )

  return Effect.suspend(() => current?.channel.isAlive ? Effect.succeed(current.channel) : shared)
})
