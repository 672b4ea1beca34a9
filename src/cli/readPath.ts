/** Reads a path below a root from the command line. */
import { Effect } from "effect"
import { isName, RelPath } from "../domain/RelPath.ts"
import { printable } from "../report/escape.ts"
import { ExitCode } from "./ExitCode.ts"
import { Failure } from "./Failure.ts"

export const readPath = (written: string): Effect.Effect<RelPath, Failure> => {
  const trimmed = written.replace(/^\.?\/+|\/+$/g, "")
  if (trimmed !== "" && trimmed.split("/").every(isName)) return Effect.succeed(RelPath.make(trimmed))
  return Effect.fail(
    new Failure({
      code: ExitCode.usage,
      message: `Error: "${printable(written)}" is not a path below a root. Write it as plan shows it: folder/file`,
    }),
  )
}
