/** `syncfile config`: the resolved setup, with every default filled in. Secrets are shown as where they come from. */
import { Effect, Option } from "effect"
import { Argument, Command } from "effect/cli"
import { jsonText } from "../report/json.ts"
import { writeYaml } from "../syncfile/parseYaml.ts"
import { loadSetup } from "./findSyncfile.ts"
import * as globals from "./globals.ts"
import { say } from "./look.ts"
import { resolvedModel } from "./resolvedModel.ts"
import { selectPairs } from "./selectPairs.ts"

export const configCommand = Command.make(
  "config",
  {
    pair: Argument.String("pair").pipe(Argument.withDescription("Only this pair"), Argument.optional),
  },
  Effect.fnUntraced(function*({ pair }) {
    const setup = yield* loadSetup
    const pairs = yield* selectPairs(setup, Option.toArray(pair))
    const resolved = resolvedModel(setup, pairs)
    yield* say((yield* globals.Json) ? jsonText(resolved) : writeYaml(resolved))
  }),
).pipe(Command.withDescription("Print the resolved setup, with every default filled in"))
