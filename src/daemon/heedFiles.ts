/** Tells when one of a few files is not what it was: edited, replaced, gone, or there again, also behind a link that was swapped. */
import { Effect, Result } from "effect"
import { statSync } from "node:fs"

/** Looking is all that sees every way of replacing a file. In milliseconds. */
const lookMilliseconds = 1000
/** What is being written is left alone until it stays the same for so long. */
const restMilliseconds = 200

/** What can be told of them without reading them. */
export type Look = string

export const lookAtFiles = (files: ReadonlyArray<string>): Look => files.map(lookAt).join("\n")

/** Waits until they look other than `before`, and stay like that for a moment. */
export const untilOther = Effect.fnUntraced(function*(files: ReadonlyArray<string>, before: Look) {
  while (lookAtFiles(files) === before) yield* Effect.sleep(lookMilliseconds)
  for (let look = lookAtFiles(files);;) {
    yield* Effect.sleep(restMilliseconds)
    const now = lookAtFiles(files)
    if (now === look) return
    look = now
  }
})

/** Links are followed: what counts is what would be read. */
const lookAt = (file: string): string =>
  Result.match(Result.try(() => statSync(file, { throwIfNoEntry: false })), {
    onFailure: String,
    onSuccess: (found) =>
      found === undefined ? "none" : [found.dev, found.ino, found.size, found.mtimeMs, found.ctimeMs].join(" "),
  })
