/** Gives a file another name, unless something has that name already. */
import { Result } from "effect"
import { linkSync, lstatSync, renameSync, unlinkSync } from "node:fs"
import { type Answer, ask } from "./Answer.ts"
import { quietly } from "./observe.ts"
import { codeOf, reasonOf } from "./reasonOf.ts"

/** A second hard link fails if the name is taken, which a rename does not. */
export const moveToFreeName = (from: string, to: string): Answer<void> => {
  const linked = Result.try({ try: () => linkSync(from, to), catch: (error) => error })
  if (Result.isSuccess(linked)) return ask(() => unlinkSync(from))
  return isLinkless(linked.failure) ? renameIfFree(from, to) : Result.fail(reasonOf(linked.failure))
}

/** Whether an error is what file systems without hard links answer, or those that want no more of them. */
export const isLinkless = (error: unknown): boolean => linkless.has(codeOf(error) ?? "")

const linkless = new Set(["EPERM", "EACCES", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK", "EXDEV", "EINVAL"])

const renameIfFree = (from: string, to: string): Answer<void> =>
  Result.flatMap(
    ask(() => lstatSync(to, quietly)),
    (taken): Answer<void> =>
      taken === undefined ? ask(() => renameSync(from, to)) : Result.fail({ _tag: "AlreadyExists" }),
  )
