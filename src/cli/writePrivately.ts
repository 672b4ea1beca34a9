/** Writes a file that only its owner may read, all at once: nobody sees half of it, and no planted link is followed. */
import { Effect, FileSystem, Path } from "effect"
import { Environment } from "./Environment.ts"
import { ExitCode } from "./ExitCode.ts"
import { Failure } from "./Failure.ts"

export const writePrivately = Effect.fnUntraced(
  function*(file: string, text: string) {
    const fs = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    const { folder } = yield* Environment
    const target = path.resolve(folder, file)
    const beside = yield* Effect.acquireRelease(
      fs.makeTempDirectory({ directory: path.dirname(target), prefix: ".syncfile-" }),
      (made) => Effect.ignore(fs.remove(made, { recursive: true })),
    )
    const part = path.join(beside, "part")
    yield* fs.writeFileString(part, text, { mode: 0o600, flag: "wx" })
    yield* fs.rename(part, target)
  },
  Effect.scoped,
  (work, file) =>
    Effect.mapError(
      work,
      ({ reason }) =>
        new Failure({ code: ExitCode.failed, message: `Error: ${file} cannot be written: ${reason._tag}` }),
    ),
)
