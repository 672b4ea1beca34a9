/** The backup folder of an endpoint in memory: a directory of the same world, as an endpoint of its own. */
import { Effect } from "effect"
import { childOf, type RelPath } from "../../domain/RelPath.ts"
import { type Endpoint } from "../Endpoint.ts"
import { backupRoot } from "./memoryAside.ts"

const within = (path: RelPath) => childOf(backupRoot, path)

export const memoryBackup = (endpoint: Endpoint): Endpoint => ({
  ...endpoint,
  name: `${endpoint.name}/${backupRoot}`,
  rootId: Effect.gen(function*() {
    const id = yield* endpoint.rootId
    const isThere = id !== undefined && (yield* endpoint.stat(backupRoot))?._tag === "Directory"
    return isThere ? `${id}/${backupRoot}` : undefined
  }),
  makeRoot: endpoint.makeDirectory(backupRoot).pipe(
    Effect.catchIf(({ reason }) => reason._tag === "AlreadyExists", () => Effect.void),
  ),
  list: (directory) => endpoint.list(directory === undefined ? backupRoot : within(directory)),
  stat: (path) => endpoint.stat(within(path)),
  read: (path, file) => endpoint.read(within(path), file),
  write: (writing, content) => endpoint.write({ ...writing, path: within(writing.path) }, content),
  makeDirectory: (path) => endpoint.makeDirectory(within(path)),
  remove: (removal) => endpoint.remove({ ...removal, path: within(removal.path) }),
  move: (from, path, ...rest) => endpoint.move(within(from), within(path), ...rest),
  recover: (leftover, home) => endpoint.recover(within(leftover), within(home)),
  backup: undefined,
})
