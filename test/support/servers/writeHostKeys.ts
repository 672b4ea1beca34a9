/** Gives a server its host keys, and its clients the known_hosts file that lists them. */
import { Effect } from "effect"
import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { hostKeys, writeKey } from "./keys.ts"
import { type HostKey } from "./SftpServer.ts"

export interface WrittenHostKeys {
  readonly privateFiles: ReadonlyArray<string>
  readonly hostKeys: ReadonlyArray<HostKey>
  readonly knownHosts: string
}

export const writeHostKeys = Effect.fnUntraced(function*(
  folder: string,
  port: number,
  types: ReadonlyArray<HostKey["type"]>,
): Effect.fn.Return<WrittenHostKeys> {
  const written = yield* Effect.forEach(types, (type) =>
    Effect.gen(function*() {
      const key = yield* hostKeys[type]
      return { type, file: yield* writeKey(join(folder, `host_${type}`), key), line: key.publicLine }
    }))
  const knownHosts = join(folder, "known_hosts")
  const lines = written.map((key) => `[127.0.0.1]:${port} ${key.line}\n`)
  yield* Effect.promise(() => writeFile(knownHosts, lines.join("")))
  return {
    privateFiles: written.map((key) => key.file),
    hostKeys: written.map((key) => ({ type: key.type, publicFile: `${key.file}.pub` })),
    knownHosts,
  }
})
