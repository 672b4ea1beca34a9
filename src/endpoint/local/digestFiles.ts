/** Digests of small files of this machine, without a stream for each. */
import { Effect, Result } from "effect"
import { hash } from "node:crypto"
import { type Endpoint } from "../Endpoint.ts"
import { type Folder } from "./Folder.ts"
import { readWhole, smallBytes } from "./readFile.ts"

/** Between two breaths, in which a server's answers are taken in. */
const atOnce = 32

export const digestFiles = (folder: Folder): Endpoint["digests"] =>
  Effect.fnUntraced(function*(contents, found) {
    let count = 0
    for (const content of contents) {
      const [path, file] = content
      if (file.size > smallBytes) continue
      const bytes = readWhole(folder, path, file)
      if (Result.isSuccess(bytes)) yield* found(content, hash("sha256", bytes.success, "hex"))
      count += 1
      if (count % atOnce === 0) yield* Effect.yieldNow
    }
    return undefined
  })
