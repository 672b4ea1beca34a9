import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { type Place } from "../../src/domain/Pair.ts"
import { Connections } from "../../src/endpoint/Connections.ts"
import { Endpoints } from "../../src/endpoint/Endpoint.ts"
import { layerEndpoints } from "../../src/endpoint/openEndpoints.ts"
import { Probes } from "../../src/endpoint/Probes.ts"
import { layerSecrets } from "../../src/endpoint/readSecret.ts"

const here: Place = { _tag: "Local", path: "/data", written: "./data" }
const there: Place = { _tag: "Remote", remote: "nas", path: "/data", written: "nas:/data" }
const elsewhere: Place = { _tag: "Remote", remote: "office", path: "/old", written: "office:/old" }

const layer = layerEndpoints(new Map()).pipe(
  Layer.provide([Layer.provide(Connections.layer, layerSecrets), Probes.layerForgetful]),
)

const open = (place: Place, backup: Place | undefined) =>
  Effect.flatMap(Endpoints, (endpoints) => endpoints.open(place, { symlinks: "skip", backup })).pipe(
    Effect.provide(layer),
  )

describe("opening endpoints", () => {
  it.live("gives the backup folder of a side with it", () =>
    Effect.gen(function*() {
      const endpoint = yield* open(here, { ...here, path: "/data/old", written: "./data/old" })
      assert.strictEqual(endpoint.backup?.name, "./data/old")
      assert.isUndefined((yield* open(here, undefined)).backup)
    }))

  it.live("refuses a backup folder on another machine than its side", () =>
    Effect.gen(function*() {
      for (const [place, backup] of [[here, there], [there, here], [there, elsewhere]] as const) {
        const failure = yield* Effect.flip(open(place, backup))
        assert.include(failure.message, `the folder for old versions, ${backup.written}, is on another machine`)
      }
    }))

  it.live("knows only the remotes that are declared", () =>
    Effect.gen(function*() {
      assert.include((yield* Effect.flip(open(there, undefined))).message, "no remote \"nas\" is declared")
    }))
})
