/** Two-way passes over two folders of this machine without starting a program: for tests that take very many of them. */
import { assert } from "@effect/vitest"
import { Effect, Layer, Result } from "effect"
import { join } from "node:path"
import { type Pair } from "../../../src/domain/Pair.ts"
import { Connections } from "../../../src/endpoint/Connections.ts"
import { layerEndpoints } from "../../../src/endpoint/openEndpoints.ts"
import { layerSecrets } from "../../../src/endpoint/readSecret.ts"
import { carryOut } from "../../../src/engine/carryOut.ts"
import { preparePair } from "../../../src/engine/preparePair.ts"
import { layerProbes } from "../../../src/engine/rememberProbes.ts"
import { Reporter } from "../../../src/report/Reporter.ts"
import { layerSqlite } from "../../../src/state/layerSqlite.ts"
import { readSyncfile } from "../../../src/syncfile/readSyncfile.ts"
import { syncfileFor, type Written } from "./syncfileFor.ts"

/** A pair as the syncfile in `folder` would declare it, defaults and all. */
export const pairIn = (folder: string, written: Written): Pair => {
  const { text } = syncfileFor({ pairs: { shared: written } })
  const read = readSyncfile({
    file: "syncfile.yaml",
    text,
    env: {},
    directory: folder,
    home: join(folder, "home"),
    ignoreFiles: () => undefined,
  })
  if (Result.isFailure(read)) throw read.failure
  return read.success.pairs[0]!
}

/** With a state of its own, for as long as the layer lives. */
export const doorsIn = (folder: string) =>
  layerEndpoints(new Map()).pipe(
    Layer.provide(layerProbes(true)),
    Layer.provide(Connections.layer),
    Layer.provide(layerSecrets),
    Layer.provideMerge(layerSqlite(join(folder, "state.sqlite"))),
    Layer.merge(Reporter.layerSilent),
  )

/** Nothing is held back, and every action is done. Tells how many there were. */
export const passWithoutTrouble = Effect.fnUntraced(function*(pair: Pair) {
  const prepared = yield* preparePair(pair)
  const { actions, conflicts, halts, problems } = prepared.plan
  assert.deepStrictEqual({ conflicts, halts, problems }, { conflicts: [], halts: [], problems: [] })
  const { outcomes } = yield* carryOut(prepared, () => "")
  assert.deepStrictEqual(outcomes.filter(({ _tag }) => _tag !== "Done"), [])
  return actions.length
}, Effect.scoped)
