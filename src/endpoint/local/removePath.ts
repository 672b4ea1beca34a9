/** Removes what a path holds, if it is what it was expected to be: a file, a link as a link, an empty folder. */
import { Result } from "effect"
import { lstatSync, opendirSync, rmdirSync, unlinkSync } from "node:fs"
import { unchanged } from "../../domain/Entry.ts"
import { nameOf, parentOf } from "../../domain/RelPath.ts"
import { type Removal } from "../Endpoint.ts"
import { type Answer, ask, changed, refuse } from "./Answer.ts"
import { type Folder } from "./Folder.ts"
import { setAside } from "./setAside.ts"
import { sight } from "./sight.ts"

export const removePath = (folder: Folder, removal: Removal): Answer<void> => {
  const { path, expected, old } = removal
  const found = sight(folder, path)
  if (Result.isFailure(found)) return Result.fail(found.failure)
  if (!unchanged(expected, found.success)) return changed(found.success)
  if (expected._tag === "Special") return refuse("it is neither a file nor a folder nor a link")
  return Result.flatMap(folder.directories.at(parentOf(path)), (directory) => {
    const here = `${directory.base}/${nameOf(path)}`
    if (expected._tag === "File" && old._tag !== "Gone") {
      return Result.flatMap(setAside(folder, directory, removal, expected), ({ clear }) => clear())
    }
    return expected._tag === "Directory" ? removeDirectory(here) : ask(() => unlinkSync(here))
  })
}

/** A followed link shows as a folder, and goes as the link that it is. */
const removeDirectory = (here: string): Answer<void> =>
  Result.flatMap(isEmpty(here), (empty): Answer<void> =>
    empty
      ? Result.flatMap(
        ask(() => lstatSync(here)),
        (stats) => ask(() => stats.isSymbolicLink() ? unlinkSync(here) : rmdirSync(here)),
      )
      : Result.fail({ _tag: "NotEmpty" }))

const isEmpty = (here: string): Answer<boolean> =>
  Result.flatMap(ask(() => opendirSync(here, { bufferSize: 1 })), (opened) => {
    const first = ask(() => opened.readSync())
    opened.closeSync()
    return Result.map(first, (entry) => entry === null)
  })
