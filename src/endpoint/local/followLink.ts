/** What a link stands for where links are followed: the file or folder it leads to, if that is inside the root. */
import { Result } from "effect"
import { lstatSync } from "node:fs"
import { type Entry } from "../../domain/Entry.ts"
import { isWithin, lineage, nameOf, parentOf, type RelPath } from "../../domain/RelPath.ts"
import { type EndpointReason, explain } from "../EndpointError.ts"
import { ask } from "./Answer.ts"
import { entryOf } from "./entryOf.ts"
import { type Folder } from "./Folder.ts"
import { realPlace } from "./realPlace.ts"

export const followLink = (folder: Folder, path: RelPath): Entry => {
  const place = realPlace(folder, path)
  if (Result.isFailure(place)) return unknown(described(place.failure))
  if (place.success === undefined) return unknown(circular)
  const entry = entryAt(folder, place.success)
  return entry._tag === "Directory" && closesCircle(folder, path, place.success) ? unknown(circular) : entry
}

const unknown = (problem: string): Entry => ({ _tag: "Unknown", problem })

const circular = "its link loops: it leads back to a folder above it"
const dangling = "its link leads nowhere"

const described = (reason: EndpointReason): string => {
  if (reason._tag === "NotFound") return dangling
  return reason._tag === "NotADirectory"
    ? "its link loops, or leads through something that is no folder"
    : explain(reason)
}

const entryAt = (folder: Folder, place: RelPath): Entry => {
  const directory = folder.directories.at(parentOf(place))
  if (Result.isFailure(directory)) return unknown(described(directory.failure))
  const stats = ask(() => lstatSync(`${directory.success.base}/${nameOf(place)}`))
  if (Result.isFailure(stats)) return unknown(described(stats.failure))
  return stats.success.isSymbolicLink() ? unknown("its link changes while it is followed") : entryOf(stats.success)
}

/**
 * Whether a walk that enters the link comes by this link again: its target is, or holds, a directory on the way here.
 * The way counts as walked and as the file system has it, for other links may be part of it.
 */
const closesCircle = (folder: Folder, path: RelPath, place: RelPath): boolean => {
  const above = parentOf(path)
  if (above === undefined) return false
  return lineage(above).some((directory) => {
    const real = realPlace(folder, directory)
    return Result.isFailure(real) || (real.success !== undefined && isWithin(place, real.success))
  })
}
