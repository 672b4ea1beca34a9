/** Where a path leads once every link on it is followed, if that is inside the root. */
import { Result } from "effect"
import { realpathSync } from "node:fs"
import { type RelPath } from "../../domain/RelPath.ts"
import { type Answer, ask, refuse } from "./Answer.ts"
import { type Folder } from "./Folder.ts"

/** `undefined` is the root. Only a hint: whoever goes there must go by `Directories`, which follow no link. */
export const realPlace = (folder: Folder, path: RelPath | undefined): Answer<RelPath | undefined> => {
  const root = folder.root.locate()
  if (Result.isFailure(root)) return Result.fail(root.failure)
  if (path === undefined) return Result.succeed(undefined)
  const top = root.success.absolute === "/" ? "/" : `${root.success.absolute}/`
  const real = ask(() => realpathSync.native(top + path))
  if (Result.isFailure(real)) return Result.fail(real.failure)
  if (real.success === root.success.absolute) return Result.succeed(undefined)
  return real.success.startsWith(top)
    ? Result.succeed(real.success.slice(top.length) as RelPath)
    : refuse("its link leads out of the folder")
}
