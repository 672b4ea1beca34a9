/** `syncfile watch`: keeps all pairs in step, on their schedules and when files change, until it is told to stop. */
import { Clock, Effect, FileSystem, Latch, Layer, Path, Result } from "effect"
import { Command } from "effect/cli"
import { hostname } from "node:os"
import { serveAddress, serveSocket } from "../daemon/http/serve.ts"
import { Hub } from "../daemon/Hub.ts"
import { reconcile } from "../daemon/reconcile.ts"
import { type ReadSetup, type SetupSource, type Unreadable } from "../daemon/SetupSource.ts"
import { tellLog } from "../daemon/tellLog.ts"
import { World } from "../daemon/World.ts"
import { Connections } from "../endpoint/Connections.ts"
import { type Endpoints } from "../endpoint/Endpoint.ts"
import { Stopping } from "../engine/Stopping.ts"
import { StateStore } from "../state/StateStore.ts"
import { Environment } from "./Environment.ts"
import { type AnyError, failureOf } from "./Failure.ts"
import { findSyncfile, readSetup } from "./findSyncfile.ts"
import { resolvedModel } from "./resolvedModel.ts"
import { Wiring } from "./Wiring.ts"

export const watchCommand = Command.make(
  "watch",
  {},
  Effect.fnUntraced(function*() {
    const wiring = yield* Wiring
    const file = yield* findSyncfile
    const first = yield* readSetup(file)
    const setup = yield* Effect.fromResult(first.setup)
    const doors = Layer.merge(wiring.connections, wiring.state(setup))
    const read: ReadSetup = { setup, resolved: resolvedModel(setup), text: first.text ?? "", files: first.files }
    yield* Effect.provide(watch(file, read), doors)
  }),
).pipe(
  Command.withDescription("Keep all pairs in step, on their schedules and when files change, until told to stop"),
)

const watch = Effect.fnUntraced(function*(file: string, read: ReadSetup) {
  const { daemon } = read.setup
  const source = yield* sourceOf(file)
  const stopping = yield* Stopping
  const { version } = yield* Environment
  const started = yield* Clock.currentTimeMillis
  const world = new World({ host: hostname(), file, started, version }, read, source.endpoints(read.setup))
  const hub = yield* Hub.make
  yield* Effect.gen(function*() {
    yield* Effect.forkScoped(tellLog, { startImmediately: true })
    yield* serveSocket(world, daemon.socket)
    if (daemon.listen !== undefined) yield* serveAddress(world, daemon.listen)
    yield* stopping.hold(reconcile(world, source, read.files))
  }).pipe(Effect.provideService(Hub, hub))
}, Effect.scoped)

const sourceOf = Effect.fnUntraced(function*(file: string) {
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
          ? Effect.succeed({ setup: setup.success, resolved: resolvedModel(setup.success), text: text ?? "", files })
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

const unreadable = (error: AnyError, text: string | undefined, files: ReadonlyArray<string>): Unreadable => ({
  message: failureOf(error).message,
  text,
  files,
})
