/** Lists one directory of this machine. */
import { Effect, Result } from "effect"
import { readdirSync } from "node:fs"
import { Entries } from "../../domain/Entries.ts"
import { type Entry } from "../../domain/Entry.ts"
import { EntryColumns } from "../../domain/EntryColumns.ts"
import { childOf, isName, type RelPath } from "../../domain/RelPath.ts"
import { type Listing } from "../Endpoint.ts"
import { type EndpointError, explain } from "../EndpointError.ts"
import { type Answer, ask, refuse } from "./Answer.ts"
import { type Directory, sameDirectory } from "./Directories.ts"
import { addTo, isLink } from "./entryOf.ts"
import { answer, type Folder } from "./Folder.ts"
import { observe } from "./observe.ts"
import { reach } from "./reach.ts"
import { betweenNames, lookAt, numbersAt, numbersFor, type Survey } from "./survey.ts"

/** After so many entries others get their turn. */
const stretch = 2000

interface Held {
  readonly directory: Directory
  readonly release: () => void
}

export const listDirectory = (
  folder: Folder,
  path: RelPath | undefined,
): Effect.Effect<Listing, EndpointError> =>
  Effect.acquireUseRelease(
    answer(folder, "list", path, () => hold(folder, path)),
    ({ directory }) => readEntries(folder, path, directory),
    ({ release }) => Effect.sync(release),
  )

const hold = (folder: Folder, path: RelPath | undefined): Answer<Held> =>
  Result.map(reach(folder, path), (directory) => ({ directory, release: directory.keep() }))

const readEntries = Effect.fnUntraced(function*(folder: Folder, path: RelPath | undefined, directory: Directory) {
  const survey = yield* folder.thread.survey(directory)
  const known = survey ?? (yield* surveyHere(folder, path, directory))
  return yield* answer(folder, "list", path, () => {
    const listing = listingOf(folder, path, directory, known)
    return Result.map(stillThere(folder, path, directory), () => listing)
  })
})

const surveyHere = Effect.fnUntraced(function*(folder: Folder, path: RelPath | undefined, directory: Directory) {
  const names = yield* answer(folder, "list", path, () => ask(() => readdirSync(directory.base)))
  const numbers = numbersFor(names.length)
  for (let index = 0; index < names.length; index++) {
    if (index > 0 && index % stretch === 0) yield* Effect.yieldNow
    lookAt(directory, names[index]!, numbers, index)
  }
  return { names: names.join(betweenNames), numbers }
})

const listingOf = (
  folder: Folder,
  path: RelPath | undefined,
  directory: Directory,
  { names, numbers }: Survey,
): Listing => {
  const listed = names === "" ? [] : names.split(betweenNames)
  const seen: Array<string> = []
  const columns = new EntryColumns(listed.length)
  let unusable = 0
  for (let index = 0; index < listed.length; index++) {
    const name = listed[index]!
    if (!isName(name)) {
      unusable += 1
      continue
    }
    const told = numbersAt(numbers, index)
    if (told !== undefined && !isLink(told)) addTo(columns, told)
    else {
      const entry = entryIn(folder, directory, path, name)
      if (entry === undefined) continue
      columns.add(entry)
    }
    seen.push(name)
  }
  return { entries: new Entries(seen, columns), problems: unusable === 0 ? [] : unusableNames(directory) }
}

/** `undefined`: it vanished meanwhile. */
const entryIn = (
  folder: Folder,
  directory: Directory,
  path: RelPath | undefined,
  name: string,
): Entry | undefined => {
  const found = observe(folder, directory, childOf(path, name))
  return Result.isSuccess(found) ? found.success : { _tag: "Unknown", problem: explain(found.failure) }
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
