/** A folder on this machine as an endpoint. */
import { Effect, type Scope } from "effect"
import { existsSync } from "node:fs"
import { type Symlinks } from "../../domain/Pair.ts"
import { type Endpoint } from "../Endpoint.ts"
import { CheckedDirectories } from "./CheckedDirectories.ts"
import { folderEndpoint } from "./folderEndpoint.ts"
import { HeldDirectories } from "./HeldDirectories.ts"
import { descriptors } from "./HeldDirectory.ts"
import { Root } from "./Root.ts"

export interface LocalOptions {
  readonly root: string // absolute; may be a link to a directory, and need not exist yet
  readonly name: string // as users see it
  readonly symlinks: Symlinks
}

const weaker = "This system cannot hold folders open, so nobody else may replace folders by links while a run goes on."

/** The root is found at the first use at the latest, and stays the same one from then on. */
export const localEndpoint = ({ root, name, symlinks }: LocalOptions): Effect.Effect<Endpoint, never, Scope.Scope> =>
  Effect.map(
    Effect.acquireRelease(
      Effect.sync(() => {
        const found = new Root(root)
        const canHold = existsSync(descriptors)
        const directories = canHold ? new HeldDirectories(found) : new CheckedDirectories(found)
        directories.at(undefined)
        return { folder: { name, symlinks, root: found, directories }, notes: canHold ? [] : [weaker] }
      }),
      ({ folder }) => Effect.sync(folder.directories.close),
    ),
    ({ folder, notes }) => folderEndpoint(folder, notes),
  )
