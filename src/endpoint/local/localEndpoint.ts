/** A folder on this machine as an endpoint. */
import { Effect, type Scope } from "effect"
import { existsSync } from "node:fs"
import { type Symlinks } from "../../domain/Pair.ts"
import { type Endpoint } from "../Endpoint.ts"
import { CheckedDirectories } from "./CheckedDirectories.ts"
import { DiskThread } from "./DiskThread.ts"
import { type Folder } from "./Folder.ts"
import { folderEndpoint } from "./folderEndpoint.ts"
import { HeldDirectories } from "./HeldDirectories.ts"
import { descriptors } from "./HeldDirectory.ts"
import { Root } from "./Root.ts"

export interface LocalOptions {
  readonly root: string // absolute; may be a link to a directory, and need not exist yet
  readonly name: string // as users see it
  readonly symlinks: Symlinks
  readonly backup?: { readonly root: string; readonly name: string } | undefined // no link
}

const weaker = "This system cannot hold folders open, so nobody else may replace folders by links while a run goes on."

/** The root is found at the first use at the latest, and stays the same one from then on. */
export const localEndpoint = (
  { root, name, symlinks, backup }: LocalOptions,
): Effect.Effect<Endpoint, never, Scope.Scope> =>
  Effect.gen(function*() {
    const canHold = existsSync(descriptors)
    const old = backup === undefined ? undefined : yield* openFolder(canHold, {
      name: backup.name,
      symlinks: "skip",
      root: new Root(backup.root, true),
      backup: undefined,
    })
    const folder = yield* openFolder(canHold, { name, symlinks, root: new Root(root), backup: old })
    return folderEndpoint(folder, canHold ? [] : [weaker])
  })

const openFolder = (
  canHold: boolean,
  folder: Omit<Folder, "directories" | "thread">,
): Effect.Effect<Folder, never, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.sync((): Folder => {
      const directories = canHold ? new HeldDirectories(folder.root) : new CheckedDirectories(folder.root)
      directories.at(undefined)
      return { ...folder, directories, thread: new DiskThread() }
    }),
    ({ directories, thread }) =>
      Effect.sync(() => {
        thread.close()
        directories.close()
      }),
  )
