/** The endpoint over an opened folder of this machine. */
import { Effect, Result } from "effect"
import { mkdirSync, statfsSync } from "node:fs"
import { nameOf, parentOf, type RelPath } from "../../domain/RelPath.ts"
import { type Capabilities, type Endpoint, type Space } from "../Endpoint.ts"
import { type Answer, ask } from "./Answer.ts"
import { digestFiles } from "./digestFiles.ts"
import { DirectorySync } from "./DirectorySync.ts"
import { answer, errorOf, type Folder } from "./Folder.ts"
import { foldsNames } from "./foldsNames.ts"
import { listDirectory } from "./listDirectory.ts"
import { movePath } from "./movePath.ts"
import { putBack } from "./putBack.ts"
import { readFile } from "./readFile.ts"
import { recoverLeftover } from "./recoverLeftover.ts"
import { removePath } from "./removePath.ts"
import { sight } from "./sight.ts"
import { takeUp } from "./takeUp.ts"
import { writeFile } from "./writeFile.ts"

export const folderEndpoint = (
  folder: Folder,
  notes: ReadonlyArray<string>,
  durable = new DirectorySync(),
): Endpoint => {
  const capabilities = Effect.sync((): Capabilities => ({
    publishing: "atomic",
    keepsTimes: true,
    foldsNames: Result.match(folder.root.locate(), {
      onSuccess: ({ absolute }) => foldsNames(absolute),
      onFailure: () => false,
    }),
    movesDirectories: true,
    copies: false,
    digest: "local",
    listings: 128,
    transfers: 256,
    notes,
  }))
  return {
    name: folder.name,
    rootId: answer(folder, "open", undefined, () => folder.root.identify()),
    makeRoot: answer(folder, "make the folder", undefined, () => folder.root.create()),
    space: answer(folder, "look at the room", undefined, () => spaceOf(folder)),
    capabilities: () => capabilities,
    list: (directory) => listDirectory(folder, directory),
    stat: (path) => answer(folder, "look at", path, () => sight(folder, path)),
    read: (path, file, from) => readFile(folder, path, file, from),
    digests: digestFiles(folder),
    expectDigests: Effect.void,
    write: (writing, content) => writeFile(folder, durable, writing, content),
    assemble: ({ path }) => Effect.fail(errorOf(folder, "write", path, { _tag: "Unsupported", what: "copying" })),
    takeUp: (leftover, part, bytes) => answer(folder, "take up", part, () => takeUp(folder, leftover, part, bytes)),
    makeDirectory: (path) => answer(folder, "make the folder", path, () => makeDirectory(folder, path)),
    remove: (removal) => answer(folder, "remove", removal.path, () => removePath(folder, removal)),
    move: (from, path, expected, temporary) => movePath(folder, durable, { from, path, expected, temporary }),
    recover: (leftover, home) => answer(folder, "clear away", leftover, () => recoverLeftover(folder, leftover, home)),
    putBack: (kept, home) => answer(folder, "put back", home, () => putBack(folder, kept, home)),
    backup: folder.backup === undefined ? undefined : folderEndpoint(folder.backup, notes, durable),
  }
}

const spaceOf = ({ root }: Folder): Answer<Space> =>
  Result.flatMap(root.locate(), ({ absolute }) =>
    ask(() => {
      const { bavail, blocks, bsize } = statfsSync(absolute)
      return { free: bavail * bsize, capacity: blocks * bsize }
    }))

const makeDirectory = (folder: Folder, path: RelPath): Answer<void> =>
  Result.flatMap(
    folder.directories.at(parentOf(path)),
    (directory) => ask(() => mkdirSync(`${directory.base}/${nameOf(path)}`, 0o777)),
  )
