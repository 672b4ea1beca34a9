/** `syncfile watch`: keeps all pairs in step, on their schedules and when files change, until it is told to stop. */
import { Clock, Effect, FileSystem, Latch, Layer, Path, Result } from "effect"
import { Command } from "effect/cli"
import { hostname } from "node:os"
import { Hub } from "../daemon/Hub.ts"
import { reconcile } from "../daemon/reconcile.ts"
import { type SetupSource, type Unreadable } from "../daemon/SetupSource.ts"
import { tellLog } from "../daemon/tellLog.ts"
import { World } from "../daemon/World.ts"
import { type Setup } from "../domain/Setup.ts"
import { Connections } from "../endpoint/Connections.ts"
import { type Endpoints } from "../endpoint/Endpoint.ts"
import { Stopping } from "../engine/Stopping.ts"
import { StateStore } from "../state/StateStore.ts"
import { Environment } from "./Environment.ts"
import { type AnyError, failureOf } from "./Failure.ts"
import { findSyncfile, readSetup } from "./findSyncfile.ts"
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
    yield* Effect.provide(watch(file, setup, first.files), doors)
  }),
).pipe(
  Command.withDescription("Keep all pairs in step, on their schedules and when files change, until told to stop"),
)

const watch = Effect.fnUntraced(function*(file: string, setup: Setup, files: ReadonlyArray<string>) {
  const source = yield* sourceOf(file)
  const stopping = yield* Stopping
  const started = yield* Clock.currentTimeMillis
  const world = new World({ host: hostname(), file, started }, setup, source.endpoints(setup))
  const hub = yield* Hub.make
  yield* Effect.gen(function*() {
    yield* Effect.forkScoped(tellLog, { startImmediately: true })
    yield* stopping.hold(reconcile(world, source, files))
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
      Effect.mapError((error): Unreadable => unreadable(error, [file])),
      Effect.flatMap(({ files, setup }) =>
        Result.isSuccess(setup)
          ? Effect.succeed({ setup: setup.success, files })
          : Effect.fail(unreadable(setup.failure, files))
      ),
      Effect.provideContext(context),
    ),
    endpoints: (setup): Layer.Layer<Endpoints> =>
      Layer.provide(wiring.endpoints(setup, true), Layer.succeedContext(context)),
    hangup: Effect.andThen(hungUp.await, hungUp.close),
  }
  return source
})

const unreadable = (error: AnyError, files: ReadonlyArray<string>): Unreadable => ({
  message: failureOf(error).message,
  files,
})
