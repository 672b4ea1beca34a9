/** The contract on folders of this machine, held open or merely checked. */
import { Effect } from "effect"
import { chmodSync } from "node:fs"
import { join } from "node:path"
import { backupFolder } from "../../src/domain/temporaries.ts"
import { CheckedDirectories } from "../../src/endpoint/local/CheckedDirectories.ts"
import { DiskThread } from "../../src/endpoint/local/DiskThread.ts"
import { type Folder } from "../../src/endpoint/local/Folder.ts"
import { folderEndpoint } from "../../src/endpoint/local/folderEndpoint.ts"
import { localEndpoint } from "../../src/endpoint/local/localEndpoint.ts"
import { Root } from "../../src/endpoint/local/Root.ts"
import { endpointContract } from "./contract.ts"
import { diskWorld } from "./contract/diskWorld.ts"
import { at } from "./contract/storyOf.ts"
import { type Traits } from "./contract/World.ts"
import { asNobody, temporaryRoot } from "./local/places.ts"
import { stepInOnCalls } from "./local/stepInOnCalls.ts"

const traits: Traits = {
  publishing: "atomic",
  keepsTimes: true,
  symlinks: true,
  modes: true,
  tellsRoots: true,
  bringsAnythingBack: true,
  clearsWithCare: true,
  takesAside: true,
  unreadable: (world) =>
    Effect.suspend(() => {
      world.put("d/locked/file", "text")
      chmodSync(`${world.root}/d/locked`, 0o444)
      return Effect.as(asNobody, at("d/locked/file"))
    }),
}

endpointContract(
  "a local folder",
  Effect.gen(function*() {
    const root = yield* temporaryRoot
    const backup = { root: join(root, backupFolder), name: `./data/${backupFolder}` }
    const endpoint = yield* localEndpoint({ root, name: "./data", symlinks: "skip", backup })
    return { endpoint, world: diskWorld(root), stepIn: stepInOnCalls }
  }),
  traits,
)

endpointContract(
  "a local folder where none can be held open",
  Effect.gen(function*() {
    const path = yield* temporaryRoot
    const folderAt = (root: Root, backup: Folder | undefined): Folder => ({
      name: "./data",
      symlinks: "skip",
      root,
      directories: new CheckedDirectories(root),
      thread: new DiskThread(),
      backup,
    })
    const backup = folderAt(new Root(join(path, backupFolder), true), undefined)
    const endpoint = folderEndpoint(folderAt(new Root(path), backup), [])
    return { endpoint, world: diskWorld(path), stepIn: stepInOnCalls }
  }),
  traits,
)
