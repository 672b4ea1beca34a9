/** Reads globs from the command line, in the grammar of the filters. */
import { Effect, Result } from "effect"
import { compileGlob } from "../domain/filter/compileGlob.ts"
import { makeFilter } from "../domain/filter/makeFilter.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { ExitCode } from "./ExitCode.ts"
import { Failure } from "./Failure.ts"

/** No glob matches everything. */
export const matching = Effect.fnUntraced(function*(globs: ReadonlyArray<string>) {
  for (const glob of globs) {
    const compiled = compileGlob(glob)
    if (Result.isFailure(compiled)) {
      return yield* new Failure({
        code: ExitCode.usage,
        message: `Error: "${glob}" is no glob: ${compiled.failure}`,
      })
    }
  }
  const filter = makeFilter(globs.map((glob) => ({ _tag: "Include", glob })))
  return (path: RelPath): boolean => globs.length === 0 || filter.scopeOf(path, false).rule !== undefined
})
