/** Appends lines to a file, which whoever rotates logs may rename at any time: what comes then goes to a new one. */
import { Effect, FileSystem, Logger } from "effect"

/** Fails where the file cannot be written to. Names of files are in it, so that only its owner may read it if it is new. */
export const logToFile = Effect.fnUntraced(function*(file: string, format: Logger.Logger<unknown, string>) {
  const fs = yield* FileSystem.FileSystem
  const append = (text: string) => fs.writeFileString(file, text, { flag: "a", mode: 0o600 })
  yield* append("")
  return yield* Logger.batched(format, {
    window: "1 second",
    flush: (lines) => Effect.ignore(append(`${lines.join("\n")}\n`)), // a full disk must not stop the watch
  })
})
