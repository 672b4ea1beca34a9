/** Plans the pairs under lock, shows the plans, asks once, and carries out what was agreed to. */
import { Effect } from "effect"
import { type Plan } from "../domain/Plan.ts"
import { type Setup } from "../domain/Setup.ts"
import { type Prepared, preparePair } from "../engine/preparePair.ts"
import { unreleased } from "../plan/guard.ts"
import { renderPlans } from "../report/renderPlan.ts"
import { type ApplyOptions } from "./apply.ts"
import { approve } from "./approve.ts"
import { Environment } from "./Environment.ts"
import { ExitCode, worst } from "./ExitCode.ts"
import { Failure } from "./Failure.ts"
import * as globals from "./globals.ts"
import { say, styleOf } from "./look.ts"
import { runAll } from "./runAll.ts"
import { selectPairs } from "./selectPairs.ts"
import { isolated, withDoors } from "./withDoors.ts"

export const applyPlanned = Effect.fnUntraced(
  function*(setup: Setup, names: ReadonlyArray<string>, options: ApplyOptions) {
    const pairs = yield* selectPairs(setup, names)
    const work = Effect.scoped(Effect.gen(function*() {
      const results = yield* Effect.forEach(pairs, (pair) => isolated(preparePair(pair)))
      const prepared = results.flatMap((result) => result._tag === "Went" ? [result.value] : [])
      const codes: ReadonlyArray<ExitCode> = results.flatMap((result) => result._tag === "Failed" ? [result.code] : [])
      if (prepared.length > 0) yield* showPlans(prepared.map(({ plan }) => plan))
      const halted = prepared.filter(({ plan }) => unreleased(plan, options.approvals).length > 0)
      const ready = prepared.filter((each) => !halted.includes(each))
      const before = [...codes, ...halted.map(() => ExitCode.halted)]
      if (ready.some(({ plan }) => plan.actions.length > 0)) {
        yield* Effect.mapError(
          approvePlans(setup.name, ready, options),
          ({ code, message }) => new Failure({ code: worst([code, ...before]), message }),
        )
      }
      return yield* runAll(ready, options, before)
    }))
    yield* withDoors(setup, true, work)
  },
)

export const showPlans = Effect.fnUntraced(function*(plans: ReadonlyArray<Plan>) {
  if (yield* globals.Json) return
  const { output } = yield* Environment
  const style = yield* styleOf(output)
  yield* say(renderPlans(plans, { style, view: "tree", width: yield* output.columns }))
})

export const approvePlans = (name: string, ready: ReadonlyArray<Prepared>, { isApproved }: ApplyOptions) => {
  const deletes = ready.some(({ plan }) => plan.actions.some(({ _tag }) => _tag === "Delete"))
  return approve({
    isGiven: isApproved,
    question: `Do you want to perform these actions in "${name}"?`,
    what: `${deletes ? "Files will be written and deleted" : "Files will be written"} as shown above`,
    cancelled: "Apply cancelled. Nothing was changed.",
    instead: "the plan needs approval, and nobody is here to ask. Nothing was changed.\n"
      + "  Approve it beforehand with --auto-approve, or save a plan, have it reviewed and apply that.",
  })
}
