/** What is held back now. A conflict is never remembered: it is there for as long as both sides show it. */
import { Effect } from "effect"
import { type Pair } from "../domain/Pair.ts"
import { type Plan } from "../domain/Plan.ts"
import { previewPair } from "../engine/preparePair.ts"
import { Reporter } from "../report/Reporter.ts"
import { type ExitCode } from "./ExitCode.ts"
import * as globals from "./globals.ts"
import { isolated } from "./withDoors.ts"

/** `codes`: of the pairs that could not be planned. */
export const lookForConflicts = Effect.fnUntraced(function*(pairs: ReadonlyArray<Pair>) {
  const work = Effect.forEach(
    pairs,
    (pair) => isolated(Effect.map(previewPair(pair), ({ plan }) => ({ pair, plan: withoutLimits(plan) }))),
  )
  const results = yield* (yield* globals.Json) ? Effect.provide(work, Reporter.layerSilent) : work
  return {
    looked: results.flatMap((result) => result._tag === "Went" ? [result.value] : []),
    codes: results.flatMap((result): ReadonlyArray<ExitCode> => result._tag === "Failed" ? [result.code] : []),
  }
})

/** Limits speak of all that an apply would do, and keep nothing from sight. */
const withoutLimits = (plan: Plan): Plan =>
  Object.assign({}, plan, { halts: plan.halts.filter(({ reason }) => !reason.endsWith("-limit")) })
