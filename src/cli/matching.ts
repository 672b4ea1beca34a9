/** Reads which of the paths that are held back are meant: by name, else by globs in the grammar of the filters. */
import { Effect, Result } from "effect"
import { compileGlob } from "../domain/filter/compileGlob.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { ExitCode } from "./ExitCode.ts"
import { Failure } from "./Failure.ts"

/** Nothing written means all. What is the name of one that is held back is that one alone, whatever it says as a glob. */
export const matching = Effect.fnUntraced(function*(written: ReadonlyArray<string>, held: Iterable<RelPath>) {
  const names = new Set<string>(held)
  const tests = yield* Effect.forEach(written, (each) => names.has(each) ? Effect.succeed(isName(each)) : isMatch(each))
  return (path: RelPath): boolean => tests.length === 0 || tests.some((isMeant) => isMeant(path))
})

const isName = (name: string) => (path: RelPath): boolean => path === name

/** From the root on, as a name is: `*.txt` means none in a folder. */
const isMatch = (written: string) =>
  Result.match(compileGlob(written.startsWith("/") ? written : `/${written}`), {
    onFailure: (why) =>
      Effect.fail(new Failure({ code: ExitCode.usage, message: `Error: "${written}" is no glob: ${why}` })),
    onSuccess: ({ matches }) => Effect.succeed(matches),
  })
