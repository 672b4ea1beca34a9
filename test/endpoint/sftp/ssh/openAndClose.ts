/** A program that opens one connection, closes it and has nothing more to do. Its argument is the remote, as JSON. */
import { Effect } from "effect"
import { argv, env } from "node:process"
import { type Remote } from "../../../../src/domain/Remote.ts"
import { openIn } from "./connecting.ts"

const remote = JSON.parse(argv[2] ?? "") as Remote

await Effect.runPromise(
  Effect.scoped(openIn({ PASSWORD: env["PASSWORD"] ?? "" }, remote)).pipe(
    Effect.match({ onSuccess: () => console.log("opened"), onFailure: (error) => console.log(error.message) }),
  ),
)
console.log("closed")
