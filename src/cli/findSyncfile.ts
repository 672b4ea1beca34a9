/** Finds and reads the syncfile: the flag, else $SYNCFILE, else here, else above, up to the repository's root. */
import { Effect, FileSystem, Option, Path, Result } from "effect"
import { ignoreFilesOf } from "../syncfile/ignoreFilesOf.ts"
import { parse } from "../syncfile/parse.ts"
import { resolve } from "../syncfile/resolve.ts"
import { Environment } from "./Environment.ts"
import { ExitCode } from "./ExitCode.ts"
import { Failure } from "./Failure.ts"
import * as globals from "./globals.ts"
import { readText } from "./readText.ts"

const names = ["syncfile.yaml", "syncfile.yml"]

export const findSyncfile = Effect.gen(function*() {
  const path = yield* Path.Path
  const { folder, variables } = yield* Environment
  const named = Option.getOrUndefined(yield* globals.File) ?? variables["SYNCFILE"]
  if (named !== undefined && named !== "") return path.resolve(folder, named)
  for (const above of foldersUpFrom(folder, path)) {
    for (const name of names) {
      const file = path.join(above, name)
      if (yield* exists(file)) return file
    }
    if (yield* exists(path.join(above, ".git"))) break
  }
  return yield* new Failure({
    code: ExitCode.invalid,
    message:
      `Error: there is no syncfile.yaml in ${folder} or above it. Make one with syncfile init, or name one with --file.`,
  })
})

const foldersUpFrom = (folder: string, path: Path.Path): ReadonlyArray<string> => {
  const above = path.dirname(folder)
  return above === folder ? [folder] : [folder, ...foldersUpFrom(above, path)]
}

/** A file that cannot even be looked at counts as not there: the search is for one that can be used. */
const exists = (file: string) =>
  FileSystem.FileSystem.use((fs) => fs.exists(file)).pipe(Effect.orElseSucceed(() => false))

export const loadSetup = Effect.flatMap(
  Effect.flatMap(findSyncfile, readSetup),
  ({ setup }) => Effect.fromResult(setup),
)

/** What a syncfile says, and all that had to be read for it: absolute paths, the syncfile first. */
export function readSetup(file: string) {
  return Effect.gen(function*() {
    const path = yield* Path.Path
    const { variables, home } = yield* Environment
    const text = yield* readText(file, ExitCode.invalid)
    const directory = path.dirname(file)
    const parsed = parse(file, text, variables)
    const wanted = Result.isSuccess(parsed) ? ignoreFilesOf(parsed.success, directory) : []
    const ignored = new Map<string, string>()
    for (const each of wanted) {
      const content = yield* Effect.option(readText(each, ExitCode.invalid))
      if (Option.isSome(content)) ignored.set(each, content.value)
    }
    const context = { directory, home, ignoreFiles: (each: string) => ignored.get(each) }
    return {
      files: [file, ...wanted],
      text: Result.isSuccess(parsed) ? parsed.success.source.text : undefined, // secrets starred out
      setup: Result.flatMap(parsed, (known) => resolve(known, context)),
    }
  })
}
