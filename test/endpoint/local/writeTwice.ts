/** Run by itself, to be watched from outside: creates or replaces files below a root, and prints what came of it. */
import { Effect, Stream } from "effect"
import { join } from "node:path"
import { backupFolder } from "../../../src/domain/temporaries.ts"
import { localEndpoint } from "../../../src/endpoint/local/localEndpoint.ts"
import { at, gone, kept, wantedOf, writingOf } from "../contract/storyOf.ts"

const [, , root = "", size = "", ...paths] = process.argv

const backup = { root: join(root, backupFolder), name: backupFolder }
const content = new Uint8Array(Number(size))

const program = Effect.gen(function*() {
  const endpoint = yield* localEndpoint({ root, name: "./data", symlinks: "skip", backup })
  for (const path of paths) {
    const wanted = wantedOf(content, { modified: 0 })
    const writing = writingOf(path, wanted, yield* endpoint.stat(at(path)), path === "kept" ? kept("run/kept") : gone)
    const outcome = yield* Effect.result(endpoint.write(writing, Stream.succeed(content)))
    console.log(outcome._tag === "Success" ? "written" : outcome.failure.message)
  }
})

await Effect.runPromise(Effect.scoped(program))
