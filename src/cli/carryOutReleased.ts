/** Shows plans, leaves out those that are halted, asks once for the others, and carries them out. */
import { Effect } from "effect"
import { hasActions, type Plan } from "../domain/Plan.ts"
import { type Prepared } from "../engine/preparePair.ts"
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

/** `codes`: of what went wrong before. */
export const carryOutReleased = Effect.fnUntraced(
  function*(name: string, prepared: ReadonlyArray<Prepared>, options: ApplyOptions, codes: ReadonlyArray<ExitCode>) {
    if (prepared.length > 0) yield* showPlans(prepared.map(({ plan }) => plan))
    const halted = prepared.filter(({ plan }) => unreleased(plan, options.approvals).length > 0)
    const ready = prepared.filter((each) => !halted.includes(each))
    const before = [...codes, ...halted.map(() => ExitCode.halted)]
    if (ready.some(({ plan }) => hasActions(plan))) {
      yield* Effect.mapError(
        approvePlans(name, ready, options),
        ({ code, message }) => new Failure({ code: worst([code, ...before]), message }),
      )
    }
    return yield* runAll(ready, options, before)
  },
)

const showPlans = Effect.fnUntraced(function*(plans: ReadonlyArray<Plan>) {
  if (yield* globals.Json) return
  const { output } = yield* Environment
  const style = yield* styleOf(output)
  yield* say(renderPlans(plans, { style, view: "tree", width: yield* output.columns }))
})

const approvePlans = (name: string, ready: ReadonlyArray<Prepared>, { isApproved }: ApplyOptions) => {
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
