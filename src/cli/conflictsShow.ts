/** `syncfile conflicts show`: one path that is held back, both sides next to each other. */
import { Effect } from "effect"
import { Argument, Command } from "effect/cli"
import { conflictDocument, jsonText } from "../report/json.ts"
import { renderConflicts } from "../report/renderConflicts.ts"
import { lookAgain } from "./conflictsList.ts"
import { Environment } from "./Environment.ts"
import { ExitCode, worst } from "./ExitCode.ts"
import { Failure } from "./Failure.ts"
import { loadSetup } from "./findSyncfile.ts"
import * as globals from "./globals.ts"
import { say, styleOf } from "./look.ts"
import { matching } from "./matching.ts"
import { endWith } from "./withDoors.ts"

export const conflictsShowCommand = Command.make(
  "show",
  { path: Argument.String("path").pipe(Argument.withDescription("A path below the roots of the pairs, or a glob")) },
  Effect.fnUntraced(function*({ path }) {
    const setup = yield* loadSetup
    const isMeant = yield* matching([path])
    const { plans, codes } = yield* lookAgain(setup, [])
    const found = plans
      .map((plan) => Object.assign({}, plan, { conflicts: plan.conflicts.filter(({ path }) => isMeant(path)) }))
      .filter(({ conflicts }) => conflicts.length > 0)
    if (found.length === 0) {
      const why = `nothing that is called "${path}" is held back. List what is: syncfile conflicts list`
      return yield* new Failure({ code: worst([ExitCode.failed, ...codes]), message: `Error: ${why}` })
    }
    if (yield* globals.Json) {
      const shown = found.map(({ pair, conflicts }) => ({ pair, conflicts: conflicts.map(conflictDocument) }))
      yield* say(jsonText({ name: setup.name, pairs: shown }))
    } else {
      const { output } = yield* Environment
      yield* say(renderConflicts(found, { style: yield* styleOf(output) }))
    }
    yield* endWith(worst([...codes, ExitCode.conflicts]))
  }),
).pipe(Command.withDescription("Show both sides of a path that is held back"))
