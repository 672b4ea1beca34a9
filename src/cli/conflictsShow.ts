/** `syncfile conflicts show`: one path that is held back, both sides next to each other. */
import { Effect } from "effect"
import { Argument, Command } from "effect/cli"
import { heldDocument, jsonText } from "../report/json.ts"
import { renderConflicts, renderUnseen } from "../report/renderConflicts.ts"
import { codesOf } from "./codesOf.ts"
import { Environment } from "./Environment.ts"
import { ExitCode, worst } from "./ExitCode.ts"
import { Failure } from "./Failure.ts"
import { loadSetup } from "./findSyncfile.ts"
import * as globals from "./globals.ts"
import { remark, say, styleOf } from "./look.ts"
import { lookForConflicts } from "./lookForConflicts.ts"
import { matching } from "./matching.ts"
import { endWith, withDoors } from "./withDoors.ts"

export const conflictsShowCommand = Command.make(
  "show",
  { path: Argument.String("path").pipe(Argument.withDescription("A path below the roots of the pairs, or a glob")) },
  Effect.fnUntraced(function*({ path }) {
    const setup = yield* loadSetup
    const { looked, codes: failed } = yield* withDoors(setup, false, lookForConflicts(setup.pairs))
    const plans = looked.map(({ plan }) => plan)
    const isMeant = yield* matching([path], plans.flatMap(({ conflicts }) => conflicts.map((each) => each.path)))
    const found = plans
      .map((plan) => Object.assign({}, plan, { conflicts: plan.conflicts.filter(({ path }) => isMeant(path)) }))
      .filter(({ conflicts }) => conflicts.length > 0)
    const { messages, output } = yield* Environment
    if (found.length === 0) {
      const unseen = renderUnseen(plans, yield* styleOf(messages))
      if (unseen !== "") yield* remark(unseen)
      const codes = [
        ExitCode.failed,
        ...failed,
        ...plans.flatMap(({ halts, problems }) => codesOf({ halts, problems, conflicts: [] })),
      ]
      const why = `nothing that is called "${path}" is held back. List what is: syncfile conflicts list`
      return yield* new Failure({ code: worst(codes), message: `Error: ${why}` })
    }
    if (yield* globals.Json) {
      yield* say(jsonText({ name: setup.name, pairs: found.map(heldDocument) }))
    } else {
      yield* say(renderConflicts(found, { style: yield* styleOf(output) }))
    }
    yield* endWith(worst([...failed, ...found.flatMap(codesOf)]))
  }),
).pipe(Command.withDescription("Show both sides of a path that is held back"))
