/** Makes a part that another attempt left on this machine that of this one. */
import { Result } from "effect"
import { closeSync, constants, fstatSync, ftruncateSync, openSync, renameSync } from "node:fs"
import { type File } from "../../domain/Entry.ts"
import { type RelPath } from "../../domain/RelPath.ts"
import { noBeginning } from "../EndpointError.ts"
import { type Answer, ask } from "./Answer.ts"
import { entryOf } from "./entryOf.ts"
import { type Folder } from "./Folder.ts"
import { entryAt } from "./observe.ts"
import { placeOf } from "./placeOf.ts"

const flags = constants.O_RDWR | constants.O_NOFOLLOW | constants.O_NONBLOCK

export const takeUp = (folder: Folder, leftover: RelPath, part: RelPath, bytes: number): Answer<File> =>
  Result.gen(function*() {
    const from = yield* placeOf(folder, leftover)
    const to = yield* placeOf(folder, part)
    if ((yield* entryAt(to)) === undefined) {
      const found = yield* entryAt(from)
      if (found?._tag !== "File" || found.size < bytes) return yield* Result.fail(noBeginning)
      yield* ask(() => renameSync(from, to))
    }
    const descriptor = yield* ask(() => openSync(to, flags))
    const held = ask(() => {
      if (fstatSync(descriptor).size > bytes) ftruncateSync(descriptor, bytes)
      return entryOf(fstatSync(descriptor))
    })
    closeSync(descriptor)
    const entry = yield* held
    return entry._tag === "File" && entry.size === bytes ? entry : yield* Result.fail(noBeginning)
  })
