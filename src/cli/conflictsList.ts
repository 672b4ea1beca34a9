/** `syncfile conflicts list`: every path that is held back, found by looking at both sides now. */
import { Effect } from "effect"
import { Argument, Command } from "effect/cli"
import { type Setup } from "../domain/Setup.ts"
import { previewPair } from "../engine/preparePair.ts"
import { conflictDocument, jsonText } from "../report/json.ts"
import { renderConflicts } from "../report/renderConflicts.ts"
import { Reporter } from "../report/Reporter.ts"
import { Environment } from "./Environment.ts"
import { ExitCode, worst } from "./ExitCode.ts"
import { loadSetup } from "./findSyncfile.ts"
import * as globals from "./globals.ts"
import { say, styleOf } from "./look.ts"
import { selectPairs } from "./selectPairs.ts"
import { endWith, isolated, withDoors } from "./withDoors.ts"

export const conflictsListCommand = Command.make(
  "list",
  { pairs: Argument.String("pair").pipe(Argument.withDescription("Only these pairs"), Argument.variadic()) },
  Effect.fnUntraced(function*({ pairs }) {
    const setup = yield* loadSetup
    const { plans, codes } = yield* lookAgain(setup, pairs)
    if (yield* globals.Json) {
      const found = plans.map(({ pair, conflicts }) => ({ pair, conflicts: conflicts.map(conflictDocument) }))
      yield* say(jsonText({ name: setup.name, pairs: found }))
    } else {
      const { output } = yield* Environment
      yield* say(renderConflicts(plans, { style: yield* styleOf(output) }))
    }
    const isAny = plans.some(({ conflicts }) => conflicts.length > 0)
    yield* endWith(worst([...codes, ...(isAny ? [ExitCode.conflicts] : [])]))
  }),
).pipe(Command.withDescription("List the paths that are held back"))

/** What would be planned now. A conflict is never remembered: it is there for as long as both sides show it. */
export const lookAgain = Effect.fnUntraced(function*(setup: Setup, names: ReadonlyArray<string>) {
  const pairs = yield* selectPairs(setup, names)
  const work = Effect.forEach(pairs, (pair) => isolated(previewPair(pair)))
  const isJson = yield* globals.Json
  const results = yield* withDoors(setup, false, isJson ? Effect.provide(work, Reporter.layerSilent) : work)
  return {
    plans: results.flatMap((result) => result._tag === "Went" ? [result.value.plan] : []),
    codes: results.flatMap((result): ReadonlyArray<ExitCode> => result._tag === "Failed" ? [result.code] : []),
  }
})
