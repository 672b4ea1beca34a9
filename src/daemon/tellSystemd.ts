/** Tells systemd how watching goes, by its own program `systemd-notify`. */
import { Effect, Stream } from "effect"
import { execFile } from "node:child_process"
import { printable } from "../report/escape.ts"
import { plural } from "../report/plural.ts"
import { Hub, type WatchEvent } from "./Hub.ts"
import { type PairChange } from "./setupChanges.ts"
import { type World } from "./World.ts"

type Variables = Readonly<Record<string, string | undefined>>

/**
 * Goes on until it is interrupted, and is nothing where no `NOTIFY_SOCKET` is set. It has to listen before watching begins:
 * fork it into the scope of the watch with `startImmediately`, before `reconcile`. `variables`: the environment of the process.
 */
export const tellSystemd = (variables: Variables, world: Pick<World, "broken">): Effect.Effect<void, never, Hub> =>
  Effect.suspend(() => {
    if (!variables["NOTIFY_SOCKET"]) return Effect.void
    const tell = telling(variables)
    return Effect.andThen(Effect.forkChild(keepAlive(tell, variables, world)), tellEvents(tell))
  })

type Tell = (...words: ReadonlyArray<string>) => Effect.Effect<void>

/** systemd hears of the end even where the interruption comes before the event. */
const tellEvents = Effect.fnUntraced(function*(tell: Tell) {
  const { events } = yield* Hub
  const watched = new Set<string>()
  let [isReady, isStopping] = [false, false]
  const stop = Effect.suspend(() => {
    if (isStopping) return Effect.void
    isStopping = true
    return tell("STOPPING=1", "STATUS=Ending: what is under way is finished, nothing new is begun.")
  })
  const follow = (event: WatchEvent): Effect.Effect<void> => {
    if (event._tag === "Ending") return stop
    if (event._tag !== "Taken" && event._tag !== "Refused") return Effect.void
    if (event._tag === "Taken") event.changes.forEach((change) => note(watched, change))
    const ready = tell("READY=1", `STATUS=${statusOf(watched.size, event)}`)
    if (!isReady && event._tag === "Taken") {
      isReady = true
      return ready
    }
    return isReady ? Effect.andThen(tell("RELOADING=1"), ready) : Effect.void
  }
  yield* Effect.onInterrupt(Stream.runForEach(events, follow), () => isReady ? stop : Effect.void)
})

const note = (watched: Set<string>, { _tag, pair }: PairChange): void => {
  if (_tag === "Removed") watched.delete(pair.name)
  else watched.add(pair.name)
}

const statusOf = (pairs: number, event: WatchEvent): string => {
  const watching = `Watching ${plural(pairs, "pair", "pairs")}.`
  if (event._tag !== "Refused") return watching
  const [line = ""] = event.message.split("\n", 1)
  return `${watching} The syncfile cannot be used, and the last good one stays: ${printable(line)}`
}

/** Once the process is stuck, or a part of the watch has ended, there is no sign of life, and systemd starts the service anew. */
const keepAlive = (
  tell: Tell,
  { WATCHDOG_USEC }: Variables,
  world: Pick<World, "broken">,
): Effect.Effect<never> => {
  const microseconds = Number(WATCHDOG_USEC)
  if (!(microseconds > 0)) return Effect.never
  const sign = Effect.suspend(() =>
    tell(world.broken === undefined ? "WATCHDOG=1" : `STATUS=${printable(world.broken)}`)
  )
  return Effect.forever(Effect.andThen(Effect.sleep(microseconds / 2000), sign))
}

/** Without a shell, and to its end. That it fails is said once: it would fail the next time, too. */
const telling = (variables: Variables): Tell => {
  const { NOTIFY_SOCKET, PATH } = variables
  let hasFailed = false
  return (...words) =>
    Effect.uninterruptible(Effect.flatMap(run(words, { NOTIFY_SOCKET, PATH }), (failure) => {
      if (failure === undefined || hasFailed) return Effect.void
      hasFailed = true
      return Effect.logWarning(`systemd cannot be told how watching goes: ${printable(failure)}`)
    }))
}

const patienceMilliseconds = 10_000

/** Why it failed, or `undefined`. */
const run = (words: ReadonlyArray<string>, env: Variables): Effect.Effect<string | undefined> =>
  Effect.callback((resume) => {
    execFile("systemd-notify", words, { env, timeout: patienceMilliseconds }, (error, _, complaint) => {
      resume(Effect.succeed(error === null ? undefined : complaint.split("\n", 1)[0] || error.message))
    })
  })
