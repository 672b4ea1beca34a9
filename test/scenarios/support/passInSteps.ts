/** One pass over all pairs of the syncfile in a folder, with checkpoints close enough for small files. */
import { Effect, Layer, Result } from "effect"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { Connections } from "../../../src/endpoint/Connections.ts"
import { layerEndpoints } from "../../../src/endpoint/openEndpoints.ts"
import { layerSecrets } from "../../../src/endpoint/readSecret.ts"
import { carryOut } from "../../../src/engine/carryOut.ts"
import { CheckpointDistance } from "../../../src/engine/LargeFiles.ts"
import { preparePair } from "../../../src/engine/preparePair.ts"
import { layerProbes } from "../../../src/engine/rememberProbes.ts"
import { Stopping, StopSignal } from "../../../src/engine/Stopping.ts"
import { Reporter } from "../../../src/report/Reporter.ts"
import { layerSqlite } from "../../../src/state/layerSqlite.ts"
import { type Run, StateStore } from "../../../src/state/StateStore.ts"
import { readSyncfile } from "../../../src/syncfile/readSyncfile.ts"

export interface Steps {
  readonly folder: string
  readonly every: number // bytes between two checkpoints
  readonly noted: (checkpoints: number, stop: () => void) => void // after each of them, one that was taken up included
}

type Store = Effect.Success<typeof StateStore>

/** Gives where each file that is done was resumed; 0: it was sent as a whole. */
export const passInSteps = ({ folder, every, noted }: Steps) => {
  const read = readSyncfile({
    file: "syncfile.yaml",
    text: readFileSync(join(folder, "syncfile.yaml"), "utf8"),
    env: {},
    directory: folder,
    home: folder,
    ignoreFiles: () => undefined,
  })
  if (Result.isFailure(read)) throw read.failure
  const { pairs, remotes } = read.success
  const stopping = new StopSignal()
  let count = 0
  const told = Effect.sync(() =>
    noted(++count, () => {
      stopping.request()
    })
  )
  const telling = Effect.map(StateStore, (store): Store => ({
    ...store,
    begin: (beginning) =>
      Effect.map(store.begin(beginning), (run): Run => ({
        ...run,
        checkpoint: (...checkpoint) => Effect.tap(run.checkpoint(...checkpoint), () => told),
      })),
  }))
  const doors = layerEndpoints(remotes).pipe(
    Layer.provide(layerProbes(true)),
    Layer.provide(Connections.layer),
    Layer.provide(layerSecrets),
    Layer.provideMerge(Layer.provide(Layer.effect(StateStore, telling), layerSqlite(join(folder, "state.sqlite")))),
    Layer.merge(Reporter.layerSilent),
  )
  return Effect.forEach(
    pairs,
    (pair) => Effect.scoped(Effect.flatMap(preparePair(pair), (prepared) => carryOut(prepared, () => ""))),
  ).pipe(
    Effect.map((reports) =>
      reports.flatMap(({ outcomes }) => outcomes.map((each) => each._tag === "Done" ? each.resumed ?? 0 : each))
    ),
    Effect.provideService(CheckpointDistance, { least: every, every }),
    Effect.provideService(Stopping, stopping),
    Effect.provide(doors),
  )
}
