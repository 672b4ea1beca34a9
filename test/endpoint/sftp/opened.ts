/** Folders on real servers for tests of what only an endpoint on a server can do. */
import { Effect, Layer, Redacted } from "effect"
import { chownSync, mkdirSync } from "node:fs"
import { join } from "node:path"
import { backupFolder } from "../../../src/domain/temporaries.ts"
import { Probes } from "../../../src/endpoint/Probes.ts"
import { layerSecrets } from "../../../src/endpoint/readSecret.ts"
import { Secrets } from "../../../src/endpoint/Secrets.ts"
import { openRoads } from "../../../src/endpoint/sftp/openRoads.ts"
import { openSftpEndpoint } from "../../../src/endpoint/sftp/openSftpEndpoint.ts"
import { delayProxy } from "../../support/network/delayProxy.ts"
import { throughProxy } from "../../support/network/throughProxy.ts"
import { remoteOf } from "../../support/remoteOf.ts"
import { type HostileSftp } from "../../support/servers/hostileSftp.ts"
import { type SftpServer } from "../../support/servers/SftpServer.ts"
import { diskWorld } from "../contract/diskWorld.ts"
import { watchRequests } from "./watchRequests.ts"

let places = 0

/** The way to a server, for as many folders as are opened over it. */
export const roadsTo = Effect.fnUntraced(function*(server: SftpServer, connections = 1) {
  const remote = { ...remoteOf(server), connections }
  const roads = yield* Effect.provide(openRoads(remote, new Map([[remote.name, remote]])), layerSecrets)
  return { server, remote, roads }
})

/** A folder of its own; `remembered` is what is known of the server from before. */
export const openOver = Effect.fnUntraced(
  function*(way: Effect.Success<ReturnType<typeof roadsTo>>, remembered?: unknown) {
    const { remote, roads, server } = way
    const name = `own-${places++}`
    mkdirSync(join(server.folder, name))
    chownSync(join(server.folder, name), server.owner, server.owner)
    const saved: Array<unknown> = []
    const probes = Layer.succeed(Probes, {
      load: () => Effect.succeed(remembered),
      save: (_, probe) => Effect.sync(() => void saved.push(probe)),
    })
    const path = join(server.path, name)
    const endpoint = yield* openSftpEndpoint(
      remote,
      roads,
      { path, written: `server:${name}` },
      { symlinks: "skip", backup: { path: join(path, backupFolder), written: `server:${backupFolder}` } },
    ).pipe(Effect.provide(probes))
    return { endpoint, world: diskWorld(join(server.folder, name)), saved }
  },
)

/** The same over a way of its own. */
export const openOn = (server: SftpServer, remembered?: unknown, connections = 1) =>
  Effect.flatMap(roadsTo(server, connections), (way) => openOver(way, remembered))

/** The same behind a network that a test can cut. */
export const openThroughProxy = Effect.fnUntraced(function*(server: SftpServer, connections = 1) {
  const proxy = yield* delayProxy({ port: server.port })
  return { ...yield* openOn(yield* throughProxy(server, proxy), undefined, connections), proxy }
})

/** The folder "/data" of a server that may do anything. */
export const openOnHostile = Effect.fnUntraced(function*(server: HostileSftp) {
  server.tree.put("/data/")
  const auth = { _tag: "Password", password: { _tag: "Env", name: "PASSWORD" } } as const
  const remote = { ...remoteOf(server), auth }
  const secrets = Layer.succeed(Secrets, { read: () => Effect.succeed(Redacted.make(server.password ?? "")) })
  return yield* openSftpEndpoint(
    remote,
    yield* Effect.provide(openRoads(remote, new Map([[remote.name, remote]])), secrets),
    { path: "/data", written: "server:/data" },
    { symlinks: "skip", backup: { path: `/data/${backupFolder}`, written: `server:${backupFolder}` } },
  ).pipe(Effect.provide(Probes.layerForgetful))
})

/** The names of all requests that go out from now on, until the scope closes. */
export const requestsSent = Effect.suspend(() => {
  const sent: Array<string> = []
  const watch = watchRequests((operation, request) => (sftp, reply) => {
    const noting = new Proxy(sftp, {
      get: (target, name) => {
        const found: unknown = Reflect.get(target, name)
        if (name === "_writeReqid") sent.push(operation) // a request of our own making takes a number
        if (typeof found !== "function") return found
        sent.push(String(name))
        return found.bind(target)
      },
    })
    request(noting, reply)
  })
  return Effect.as(watch, sent)
})
