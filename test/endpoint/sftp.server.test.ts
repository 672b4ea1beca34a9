/** The contract on real servers: OpenSSH in four profiles, and one like the object stores behind SFTP. */
import { Effect, type Scope } from "effect"
import { chmodSync, chownSync, lchownSync, mkdirSync } from "node:fs"
import { join } from "node:path"
import { backupFolder } from "../../src/domain/temporaries.ts"
import { Probes } from "../../src/endpoint/Probes.ts"
import { layerSecrets } from "../../src/endpoint/readSecret.ts"
import { openRoads } from "../../src/endpoint/sftp/openRoads.ts"
import { openSftpEndpoint } from "../../src/endpoint/sftp/openSftpEndpoint.ts"
import { remoteOf } from "../support/remoteOf.ts"
import { proftpd } from "../support/servers/proftpd.ts"
import { type SftpServer } from "../support/servers/SftpServer.ts"
import { sshd } from "../support/servers/sshd.ts"
import { sharedServer } from "../support/sharedServer.ts"
import { endpointContract } from "./contract.ts"
import { diskWorld } from "./contract/diskWorld.ts"
import { at } from "./contract/storyOf.ts"
import { nastyNames, type Place, type Traits, type World } from "./contract/World.ts"
import { stepInOnRequests } from "./sftp/stepInOnRequests.ts"

let places = 0

/** A folder of its own on a server that is up. */
const placeOn = (up: Effect.Effect<SftpServer>): Effect.Effect<Place, never, Scope.Scope> =>
  Effect.gen(function*() {
    const server = yield* up
    const name = `place-${places++}`
    const folder = join(server.folder, name)
    mkdirSync(folder)
    chownSync(folder, server.owner, server.owner)
    const remote = remoteOf(server)
    const endpoint = yield* openSftpEndpoint(
      remote,
      yield* openRoads(remote, new Map([[remote.name, remote]])),
      { path: join(server.path, name), written: `server:${name}` },
      { symlinks: "skip", backup: { path: join(server.path, name, backupFolder), written: `server:${backupFolder}` } },
    )
    return { endpoint, world: ownedBy(server.owner, diskWorld(folder)), stepIn: stepInOnRequests }
  }).pipe(Effect.provide([layerSecrets, Probes.layerForgetful]))

/** What the test puts there belongs to whom the server runs as. */
const ownedBy = (owner: number, world: World): World => {
  const give = (path: string) => {
    const parts = path.split("/")
    for (let depth = 1; depth <= parts.length; depth++) {
      lchownSync(join(world.root, ...parts.slice(0, depth)), owner, owner)
    }
  }
  return {
    ...world,
    put: (path, content, stamp) => {
      world.put(path, content, stamp)
      give(path)
    },
    makeDirectory: (path) => {
      world.makeDirectory(path)
      give(path)
    },
    link: (path, target) => {
      world.link(path, target)
      give(path)
    },
    replaceRoot: () => {
      world.replaceRoot()
      lchownSync(world.root, owner, owner)
    },
  }
}

const openSsh: Traits = {
  publishing: "atomic",
  keepsTimes: true,
  symlinks: true,
  modes: true,
  tellsRoots: false, // SFTP version 3 tells no inode
  bringsAnythingBack: true,
  takesAside: true,
}

endpointContract("OpenSSH", placeOn(sharedServer(sshd())), openSsh)

endpointContract("OpenSSH without any extension", placeOn(sharedServer(sshd({ profile: "plain" }))), {
  ...openSsh,
  publishing: "no-replace",
  takesAside: false,
})

endpointContract("OpenSSH that sets no attributes", placeOn(sharedServer(sshd({ profile: "no-setstat" }))), {
  ...openSsh,
  keepsTimes: false,
  modes: false,
})

endpointContract("OpenSSH without rights", placeOn(sharedServer(sshd({ profile: "unprivileged" }))), {
  ...openSsh,
  unreadable: (world) =>
    Effect.sync(() => {
      world.put("d/locked/file", "text")
      chmodSync(`${world.root}/d/locked`, 0o444)
      return at("d/locked/file")
    }),
})

endpointContract("a server like an object store", placeOn(sharedServer(proftpd())), {
  publishing: "at-close",
  keepsTimes: false,
  symlinks: false, // an object store has none
  modes: false,
  tellsRoots: false,
  bringsAnythingBack: true,
  names: nastyNames.filter((name) => Buffer.byteLength(name) < 240), // it writes under a longer name first
})
