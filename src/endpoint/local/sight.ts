/** What a path holds now, and the proof when it holds nothing. */
import { Result } from "effect"
import { type Entry } from "../../domain/Entry.ts"
import { parentOf, type RelPath } from "../../domain/RelPath.ts"
import { type Answer, refuse } from "./Answer.ts"
import { type Folder } from "./Folder.ts"
import { observe } from "./observe.ts"
import { reach } from "./reach.ts"

/**
 * A path that cannot be reached holds nothing for certain only if a name above it holds nothing, or something that
 * no path leads through. Behind a link that is not followed anything may be.
 */
export const sight = (folder: Folder, path: RelPath): Answer<Entry | undefined> => {
  const above = parentOf(path)
  const directory = reach(folder, above)
  if (Result.isSuccess(directory)) return observe(folder, directory.success, path)
  if (above === undefined) return Result.fail(directory.failure)
  const hindrance = sight(folder, above)
  if (Result.isFailure(hindrance)) return hindrance
  switch (hindrance.success?._tag) {
    case undefined:
    case "File":
    case "Special":
      return Result.succeed(undefined)
    case "Unknown":
      return refuse(`${above}: ${hindrance.success.problem}`)
    case "Symlink":
      return Result.fail({ _tag: "NotADirectory" })
    case "Directory":
      return Result.fail(directory.failure)
  }
}
