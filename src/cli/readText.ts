/** Reads a text file that a user named. What went wrong is told in words, not in names of errors. */
import { Effect, FileSystem, Path } from "effect"
import { explain } from "../endpoint/EndpointError.ts"
import { codeOf, reasonOf } from "../endpoint/local/reasonOf.ts"
import { Environment } from "./Environment.ts"
import { type ExitCode } from "./ExitCode.ts"
import { Failure } from "./Failure.ts"

/** `file` may be written from the folder in which the command was called, and is named as it was written. */
export const readText = Effect.fnUntraced(function*(file: string, code: ExitCode) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const { folder } = yield* Environment
  return yield* fs.readFileString(path.resolve(folder, file)).pipe(
    Effect.mapError(({ reason }) => new Failure({ code, message: `Error: ${file} cannot be read: ${why(reason)}` })),
  )
})

const why = ({ _tag, cause }: { readonly _tag: string; readonly cause?: unknown }): string =>
  codeOf(cause) === undefined ? _tag : explain(reasonOf(cause))
