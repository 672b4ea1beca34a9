/** Lists one directory of this machine, without waiting where that is quicker. */
import { Effect, Result } from "effect"
import { lstatSync, readdirSync, type Stats } from "node:fs"
import { type Entry } from "../../domain/Entry.ts"
import { childOf, isName, type RelPath } from "../../domain/RelPath.ts"
import { type Listing } from "../Endpoint.ts"
import { type EndpointError, explain } from "../EndpointError.ts"
import { type Answer, ask, refuse } from "./Answer.ts"
import { type Directory, sameDirectory } from "./Directories.ts"
import { entryOf } from "./entryOf.ts"
import { answer, type Folder } from "./Folder.ts"
import { linkAt, quietly } from "./observe.ts"
import { reach } from "./reach.ts"

/** After so many entries others get their turn. */
const stretch = 2000

interface Opened {
  readonly directory: Directory
  readonly names: ReadonlyArray<string>
  readonly release: () => void
}

export const listDirectory = (
  folder: Folder,
  path: RelPath | undefined,
): Effect.Effect<Listing, EndpointError> =>
  Effect.acquireUseRelease(
    answer(folder, "list", path, () => openListing(folder, path)),
    (opened) => readEntries(folder, path, opened),
    ({ release }) => Effect.sync(release),
  )

const openListing = (folder: Folder, path: RelPath | undefined): Answer<Opened> =>
  Result.flatMap(
    reach(folder, path),
    (directory) =>
      Result.map(ask(() => readdirSync(directory.base)), (names) => ({ directory, names, release: directory.keep() })),
  )

const readEntries = Effect.fnUntraced(
  function*(folder: Folder, path: RelPath | undefined, { directory, names }: Opened) {
    const entries: Array<readonly [string, Entry]> = []
    let unusable = 0
    for (let from = 0; from < names.length; from += stretch) {
      if (from > 0) yield* Effect.yieldNow
      for (const name of names.slice(from, from + stretch)) {
        const entry = isName(name) ? entryIn(folder, directory, path, name) : undefined
        if (entry !== undefined) entries.push([name, entry])
        else if (!isName(name)) unusable += 1
      }
    }
    return yield* answer(folder, "list", path, () =>
      Result.map(stillThere(folder, path, directory), (): Listing => ({
        entries,
        problems: unusable === 0 ? [] : unusableNames(directory),
      })))
  },
)

/**
 * The path is the quickest way to ask about many names, and `stillThere` tells afterwards whether it was the right
 * one; a name that it does not find is asked for again in the directory itself. `undefined`: it vanished meanwhile.
 */
const entryIn = (
  folder: Folder,
  directory: Directory,
  path: RelPath | undefined,
  name: string,
): Entry | undefined => {
  const quick = ask(() => lstatSync(`${directory.absolute}/${name}`, quietly))
  const stats: Answer<Stats | undefined> = Result.isSuccess(quick) && quick.success !== undefined
    ? quick
    : ask(() => lstatSync(`${directory.base}/${name}`, quietly))
  if (Result.isFailure(stats)) return { _tag: "Unknown", problem: explain(stats.failure) }
  if (stats.success === undefined) return undefined
  return stats.success.isSymbolicLink() ? linkAt(folder, directory, childOf(path, name)) : entryOf(stats.success)
}

const stillThere = (folder: Folder, path: RelPath | undefined, directory: Directory): Answer<void> =>
  Result.flatMap(
    reach(folder, path),
    (now) => sameDirectory(now, directory) ? Result.void : refuse("it was replaced while it was listed"),
  )

/** Names that are no UTF-8 look alike once decoded, so they are shown by their bytes. */
const unusableNames = (directory: Directory): ReadonlyArray<string> => {
  const raw = ask(() => readdirSync(directory.base, { encoding: "buffer" }))
  if (Result.isFailure(raw)) return [`it holds names that cannot be used (${explain(raw.failure)})`]
  const unusable = raw.success.filter((bytes) => !isName(bytes.toString()))
  return unusable.length === 0
    ? ["it held a name that cannot be used"]
    : unusable.map((bytes) => `it holds a name that cannot be used: "${escaped(bytes)}"`)
}

const escaped = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) =>
    byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c
      ? String.fromCharCode(byte)
      : `\\x${byte.toString(16).padStart(2, "0")}`).join("")
