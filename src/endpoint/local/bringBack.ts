/** Gives what was taken away its name back, whatever it is, unless something has that name by now. */
import { Result } from "effect"
import { readlinkSync, symlinkSync, unlinkSync } from "node:fs"
import { type Answer, ask } from "./Answer.ts"
import { moveToFreeName } from "./moveToFreeName.ts"
import { entryAt } from "./observe.ts"

export const bringBack = (from: string, home: string): Answer<void> =>
  Result.flatMap(
    entryAt(from),
    (found) => found?._tag === "Symlink" ? makeLinkAgain(from, home) : moveToFreeName(from, home),
  )

/** On some systems a second name for a link is one for what it leads to. */
const makeLinkAgain = (from: string, home: string): Answer<void> =>
  Result.flatMap(ask(() => symlinkSync(readlinkSync(from, "buffer"), home)), () => ask(() => unlinkSync(from)))
