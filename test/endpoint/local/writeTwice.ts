/** Run by itself, to be watched from outside: creates `new` and replaces `old` below a root, and prints what came of it. */
import { Effect, Stream } from "effect"
import { localEndpoint } from "../../../src/endpoint/local/localEndpoint.ts"
import { at } from "../contract/storyOf.ts"

const [, , root = "", size = ""] = process.argv

const content = new Uint8Array(Number(size))

const program = Effect.gen(function*() {
  const endpoint = yield* localEndpoint({ root, name: "./data", symlinks: "skip" })
  for (const [index, path] of [at("new"), at("old")].entries()) {
    const writing = {
      path,
      expected: yield* endpoint.stat(path),
      wanted: { _tag: "File", size: content.length, modified: 0 },
      temporary: `.syncfile-0123abcd-${index}-0.part`,
    } as const
    const outcome = yield* Effect.result(endpoint.write(writing, Stream.succeed(content)))
    console.log(outcome._tag === "Success" ? "written" : outcome.failure.message)
  }
})

await Effect.runPromise(Effect.scoped(program))
