/** Sets up a watch, and runs it until it is told to stop. */
import { Clock, Effect, Fiber, FileSystem, Latch, Layer, Option, Path, Result } from "effect"
import { hostname } from "node:os"
import { serveAddress, serveSocket } from "../daemon/http/serve.ts"
import { Hub } from "../daemon/Hub.ts"
import { noteMeasures } from "../daemon/noteMeasures.ts"
import { tellPeople } from "../daemon/notify/tellPeople.ts"
import { passOnce } from "../daemon/passOnce.ts"
import { reconcile } from "../daemon/reconcile.ts"
import { type ReadSetup, type SetupSource, type Unreadable } from "../daemon/SetupSource.ts"
import { tellJson } from "../daemon/tellJson.ts"
import { tellLog } from "../daemon/tellLog.ts"
import { tellSystemd } from "../daemon/tellSystemd.ts"
import { vital } from "../daemon/vital.ts"
import { World } from "../daemon/World.ts"
import { type Pair } from "../domain/Pair.ts"
import { type Setup } from "../domain/Setup.ts"
import { type Daemon } from "../domain/watch/Daemon.ts"
import { type Pass } from "../domain/watch/Pass.ts"
import { type Connections } from "../endpoint/Connections.ts"
import { type Endpoints } from "../endpoint/Endpoint.ts"
import { Stopping } from "../engine/Stopping.ts"
import { spareMemory } from "../state/sqlite/spareMemory.ts"
import { StateStore } from "../state/StateStore.ts"
import { Environment } from "./Environment.ts"
import { ExitCode, worst } from "./ExitCode.ts"
import { type AnyError, Failure, failureOf } from "./Failure.ts"
import { findSyncfile, readSetup } from "./findSyncfile.ts"
import * as globals from "./globals.ts"
import { layerLog, type LogFlags, sendsMetrics } from "./layerLog.ts"
import { resolvedModel } from "./resolvedModel.ts"
import { Wiring } from "./Wiring.ts"

export interface WatchFlags extends LogFlags {
  readonly isOnce: boolean
  readonly isIdle: boolean
  readonly listen: Option.Option<string>
}

export const runWatch = Effect.fnUntraced(function*(flags: WatchFlags) {
  const wiring = yield* Wiring
  const file = yield* findSyncfile
  const first = yield* readSetup(file)
  const setup = idle(yield* Effect.fromResult(first.setup), flags.isIdle)
  const listen = yield* listenOf(flags.listen, setup.daemon)
  const read: ReadSetup = { setup, resolved: resolvedModel(setup), text: first.text ?? "", files: first.files }
  const doors = Layer.merge(wiring.connections, wiring.state(setup))
  return yield* Effect.provide(watch(file, read, flags, listen), Layer.merge(doors, yield* layerLog(flags)))
})

const watch = Effect.fnUntraced(
  function*(file: string, read: ReadSetup, flags: WatchFlags, listen: Daemon["listen"]) {
    spareMemory() // it is going to last
    const source = yield* sourceOf(file, flags)
    const { output, variables, version } = yield* Environment
    const stopping = yield* Stopping
    const started = yield* Clock.currentTimeMillis
    const world = new World({ host: hostname(), file, started, version }, read, source.endpoints(read.setup))
    const hub = yield* Hub.make
    return yield* Effect.gen(function*() {
      const tellers = [tellLog, ...((yield* globals.Json) ? [tellJson(output.write)] : []), tellPeople(world)]
      const telling = yield* Effect.forEach(
        tellers,
        (teller) => Effect.forkScoped(vital(world)(teller), { startImmediately: true }),
      )
      if (flags.isOnce) {
        const passes = yield* stopping.hold(passOnce(world)).pipe(untilAllIsTold(telling))
        return worst(passes.flatMap(codesOf))
      }
      if (sendsMetrics(variables)) yield* Effect.forkScoped(vital(world)(noteMeasures(world)))
      yield* Effect.forkScoped(tellSystemd(variables, world), { startImmediately: true })
      if (read.setup.pairs.every(isNeverDue)) {
        yield* Effect.logWarning(
          "no pair has a schedule, nor onChange: passes begin when syncfile ctl run asks for them",
        )
      }
      yield* serveSocket(world, read.setup.daemon.socket)
      if (listen !== undefined) yield* serveAddress(world, listen)
      yield* stopping.hold(reconcile(world, source, read.files)).pipe(untilAllIsTold(telling))
      return ExitCode.success
    }).pipe(Effect.provideService(Hub, hub))
  },
  Effect.scoped,
)

/** However it ends, unless it is cut off, everybody hears what came of it. */
const untilAllIsTold = (telling: ReadonlyArray<Fiber.Fiber<void>>) => <A, E, R>(watching: Effect.Effect<A, E, R>) =>
  Effect.gen(function*() {
    const exit = yield* Effect.exit(watching)
    yield* Hub.use((hub) => hub.close)
    yield* Effect.timeoutOrElse(Fiber.awaitAll(telling), {
      duration: tellingAtEnd,
      orElse: () => Effect.logWarning("not everybody could be told before the end"),
    })
    return yield* exit
  })

/** Services are given half a minute more than what is under way at their end. */
const tellingAtEnd = "10 seconds"

const sourceOf = Effect.fnUntraced(function*(file: string, { isIdle }: WatchFlags) {
  const wiring = yield* Wiring
  const { onHangup } = yield* Environment
  const context = yield* Effect.context<Connections | StateStore | Environment | FileSystem.FileSystem | Path.Path>()
  const hungUp = yield* Latch.make(false)
  yield* onHangup(() => void hungUp.openUnsafe())
  const source: SetupSource = {
    read: readSetup(file).pipe(
      Effect.mapError((error): Unreadable => unreadable(error, undefined, [file])),
      Effect.flatMap(({ files, setup, text }) =>
        Result.isSuccess(setup)
          ? Effect.succeed(readAs(idle(setup.success, isIdle), text, files))
          : Effect.fail(unreadable(setup.failure, text, files))
      ),
      Effect.provideContext(context),
    ),
    endpoints: (setup): Layer.Layer<Endpoints> =>
      Layer.provide(wiring.endpoints(setup, true), Layer.succeedContext(context)),
    hangup: Effect.andThen(hungUp.await, hungUp.close),
  }
  return source
})

const readAs = (setup: Setup, text: string | undefined, files: ReadonlyArray<string>): ReadSetup => ({
  setup,
  resolved: resolvedModel(setup),
  text: text ?? "",
  files,
})

const unreadable = (error: AnyError, text: string | undefined, files: ReadonlyArray<string>): Unreadable => ({
  message: failureOf(error).message,
  text,
  files,
})

const isNeverDue = ({ watch: { onChange, schedule } }: Pair): boolean =>
  onChange === undefined && schedule === undefined

/** With `isIdle`, no plan is carried out. */
const idle = (setup: Setup, isIdle: boolean): Setup =>
  isIdle
    ? { ...setup, pairs: setup.pairs.map((pair) => ({ ...pair, watch: { ...pair.watch, apply: "manual" } })) }
    : setup

const listenOf = (flag: Option.Option<string>, { listen }: Daemon): Effect.Effect<Daemon["listen"], Failure> => {
  if (Option.isNone(flag)) return Effect.succeed(listen)
  if (flag.value === "off") return Effect.undefined
  const [, host, port] = /^(.+):([0-9]{1,5})$/.exec(flag.value) ?? []
  return host === undefined || Number(port) > 65_535
    ? Effect.fail(
      new Failure({
        code: ExitCode.usage,
        message: `Error: --listen "${flag.value}" is no address. Write 127.0.0.1:9464, or off.`,
      }),
    )
    : Effect.succeed({ host: host.replace(/^\[(.*)\]$/, "$1"), port: Number(port) })
}

const codesOf = ({ conflicts, error, outcome }: Pass): ReadonlyArray<ExitCode> => [
  ...(conflicts > 0 ? [ExitCode.conflicts] : []),
  ...(error !== undefined && connectionErrors.has(error) ? [ExitCode.connection] : [outcomeCodes[outcome]]),
]

const outcomeCodes: Readonly<Record<Pass["outcome"], ExitCode>> = {
  ok: ExitCode.success,
  pending: ExitCode.success,
  partial: ExitCode.partial,
  failed: ExitCode.failed,
  halted: ExitCode.halted,
  interrupted: ExitCode.interrupted,
}

const connectionErrors: ReadonlySet<string> = new Set([
  "ConnectionLost",
  "TimedOut",
  "Unreachable",
  "HostKeyUnknown",
  "HostKeyRejected",
  "AuthenticationFailed",
  "SecretUnavailable",
])
