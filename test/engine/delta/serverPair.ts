/** A pair of a folder of this machine and one on a real server, behind a proxy that counts, with a state of its own. */
import { assert } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { mkdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { type Pair } from "../../../src/domain/Pair.ts"
import { backupFolder } from "../../../src/domain/temporaries.ts"
import { Connections } from "../../../src/endpoint/Connections.ts"
import { layerEndpoints } from "../../../src/endpoint/openEndpoints.ts"
import { layerSecrets } from "../../../src/endpoint/readSecret.ts"
import { carryOut } from "../../../src/engine/carryOut.ts"
import { CheckpointDistance } from "../../../src/engine/LargeFiles.ts"
import { preparePair, previewPair } from "../../../src/engine/preparePair.ts"
import { layerProbes } from "../../../src/engine/rememberProbes.ts"
import { Reporter } from "../../../src/report/Reporter.ts"
import { layerSqlite } from "../../../src/state/layerSqlite.ts"
import { pairOf } from "../../support/entries.ts"
import { delayProxy } from "../../support/network/delayProxy.ts"
import { throughProxy } from "../../support/network/throughProxy.ts"
import { remoteOf } from "../../support/remoteOf.ts"
import { type SftpServer } from "../../support/servers/SftpServer.ts"
import { temporaryFolder } from "../../support/servers/temporaryFolder.ts"

let clock = 1_700_000_000

/** As an editor leaves it: never of the same second as a version before. */
const putFile = (folder: string) => (path: string, content: Uint8Array): void => {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
  utimesSync(file, ++clock, clock)
}

export const serverPair = Effect.fnUntraced(function*(server: SftpServer, parts: Partial<Pair> = {}) {
  const here = yield* temporaryFolder("delta")
  const proxy = yield* delayProxy({ port: server.port })
  const remote = remoteOf(yield* throughProxy(server, proxy))
  const there = join(server.folder, here.slice(here.lastIndexOf("/") + 1))
  mkdirSync(there)
  mkdirSync(join(here, "left"))
  const place = (path: string) => ({ _tag: "Remote" as const, remote: remote.name, path, written: `server:${path}` })
  const kept = { place: place(join(there, backupFolder)), keep: undefined }
  const pair = pairOf({
    left: { _tag: "Local", path: join(here, "left"), written: "./left" },
    right: place(there),
    backup: { left: undefined, right: parts.mode === undefined ? undefined : kept },
    ...parts,
  })
  const layer = layerEndpoints(new Map([[remote.name, remote]])).pipe(
    Layer.provide(layerProbes(true)),
    Layer.provide(Connections.layer),
    Layer.provide(layerSecrets),
    Layer.provideMerge(layerSqlite(join(here, "state.sqlite"))),
    Layer.merge(Reporter.layerSilent),
    Layer.merge(Layer.succeed(CheckpointDistance, { least: 2_000_000, every: 3_000_000 })),
  )
  const inDoors = <A, E>(work: Effect.Effect<A, E, Layer.Success<typeof layer>>) => Effect.provide(work, layer)
  const apply = Effect.gen(function*() {
    const prepared = yield* preparePair(pair)
    assert.deepStrictEqual(prepared.plan.halts, [])
    return yield* carryOut(prepared, () => "")
  }).pipe(Effect.scoped, inDoors)
  /** Everything has to be done. Tells what it took: bytes on the wire, and those that the server copied. */
  const pass = Effect.gen(function*() {
    const before = yield* proxy.traffic
    const report = yield* apply
    const after = yield* proxy.traffic
    assert.deepStrictEqual(report.outcomes.filter(({ _tag }) => _tag !== "Done"), [])
    const copies = new Map(
      report.outcomes.map((each) => [String(each.action.path), each._tag === "Done" ? each.copied ?? 0 : 0]),
    )
    return {
      up: after.up - before.up,
      down: after.down - before.down,
      copied: Array.from(copies.values()).reduce((sum, some) => sum + some, 0),
      copiedOf: (path: string) => copies.get(path) ?? 0,
      bytes: report.bytes,
    }
  })
  return {
    proxy,
    apply,
    pass,
    plan: inDoors(Effect.map(previewPair(pair), ({ plan }) => plan)),
    putHere: putFile(join(here, "left")),
    putThere: putFile(there),
    here: (path: string) => readFileSync(join(here, "left", path)),
    there: (path: string) => readFileSync(join(there, path)),
    folders: { here: join(here, "left"), there },
  }
})
