/** `syncfile conflicts list`: every path that is held back, found by looking at both sides now. */
import { Effect } from "effect"
import { Argument, Command } from "effect/cli"
import { heldDocument, jsonText } from "../report/json.ts"
import { renderConflicts } from "../report/renderConflicts.ts"
import { codesOf } from "./codesOf.ts"
import { Environment } from "./Environment.ts"
import { worst } from "./ExitCode.ts"
import { loadSetup } from "./findSyncfile.ts"
import * as globals from "./globals.ts"
import { say, styleOf } from "./look.ts"
import { lookForConflicts } from "./lookForConflicts.ts"
import { selectPairs } from "./selectPairs.ts"
import { endWith, withDoors } from "./withDoors.ts"

export const conflictsListCommand = Command.make(
  "list",
  { pairs: Argument.String("pair").pipe(Argument.withDescription("Only these pairs"), Argument.variadic()) },
  Effect.fnUntraced(function*({ pairs }) {
    const setup = yield* loadSetup
    const { looked, codes } = yield* withDoors(setup, false, lookForConflicts(yield* selectPairs(setup, pairs)))
    const plans = looked.map(({ plan }) => plan)
    if (yield* globals.Json) {
      yield* say(jsonText({ name: setup.name, pairs: plans.map(heldDocument) }))
    } else {
      const { output } = yield* Environment
      yield* say(renderConflicts(plans, { style: yield* styleOf(output), isPartial: codes.length > 0 }))
    }
    yield* endWith(worst([...codes, ...plans.flatMap(codesOf)]))
  }),
).pipe(Command.withDescription("List the paths that are held back"))
