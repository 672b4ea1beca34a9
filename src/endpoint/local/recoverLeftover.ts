/** Clears away what a run that did not finish left under a name of our own. */
import { Result } from "effect"
import { unlinkSync } from "node:fs"
import { type RelPath } from "../../domain/RelPath.ts"
import { runOf } from "../../domain/temporaries.ts"
import { type Answer, ask, refuse } from "./Answer.ts"
import { bringBack } from "./bringBack.ts"
import { type Folder } from "./Folder.ts"
import { entryAt } from "./observe.ts"
import { placeOf } from "./placeOf.ts"
import { sight } from "./sight.ts"

export const recoverLeftover = (folder: Folder, leftover: RelPath, home: RelPath): Answer<void> =>
  Result.gen(function*() {
    if (runOf(leftover) === undefined) return yield* refuse("its name is not one of ours")
    if ((yield* sight(folder, leftover)) === undefined) return
    const left = yield* placeOf(folder, leftover)
    const isNeeded = leftover.endsWith(".old") && (yield* sight(folder, home)) === undefined
    if (isNeeded) return yield* bringBack(left, yield* placeOf(folder, home))
    if ((yield* entryAt(left))?._tag !== "File") return yield* refuse("it is not a file that we wrote")
    yield* ask(() => unlinkSync(left))
  })
