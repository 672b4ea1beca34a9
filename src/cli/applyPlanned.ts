/** Plans the pairs under lock, shows the plans, asks once, and carries out what was agreed to. */
import { Effect } from "effect"
import { type Plan } from "../domain/Plan.ts"
import { type Setup } from "../domain/Setup.ts"
import { type Prepared, preparePair } from "../engine/preparePair.ts"
import { unreleased } from "../plan/guard.ts"
import { renderPlans } from "../report/renderPlan.ts"
import { type ApplyOptions } from "./apply.ts"
import { Environment } from "./Environment.ts"
import { ExitCode, worst } from "./ExitCode.ts"
import { ended, Failure } from "./Failure.ts"
import * as globals from "./globals.ts"
import { remark, say, styleOf } from "./look.ts"
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
      if (prepared.length > 0) yield* show(prepared.map(({ plan }) => plan))
      const halted = prepared.filter(({ plan }) => unreleased(plan, options.approvals).length > 0)
      const ready = prepared.filter((each) => !halted.includes(each))
      const before = [...codes, ...halted.map(() => ExitCode.halted)]
      if (ready.some(({ plan }) => plan.actions.length > 0)) {
        yield* Effect.mapError(
          approve(setup.name, ready, options),
          ({ code, message }) => new Failure({ code: worst([code, ...before]), message }),
        )
      }
      return yield* runAll(ready, options, before)
    }))
    yield* withDoors(setup, true, work)
  },
)

const show = Effect.fnUntraced(function*(plans: ReadonlyArray<Plan>) {
  if (yield* globals.Json) return
  const { output } = yield* Environment
  const style = yield* styleOf(output)
  yield* say(renderPlans(plans, { style, view: "tree", width: yield* output.columns }))
})

/** Only the word itself counts. Where nobody can be asked, nothing is done. */
const approve = Effect.fnUntraced(function*(name: string, ready: ReadonlyArray<Prepared>, options: ApplyOptions) {
  if (options.isApproved) return
  const { ask, variables } = yield* Environment
  const mayAsk = !(yield* globals.Json) && !(yield* globals.NoInput) && !variables["CI"]
  const deletes = ready.some(({ plan }) => plan.actions.some(({ _tag }) => _tag === "Delete"))
  const what = deletes ? "Files will be written and deleted" : "Files will be written"
  const answer = mayAsk
    ? yield* ask(
      `\nDo you want to perform these actions in "${name}"?\n  ${what} as shown above. Only 'yes' will be accepted to approve.\n\n  Enter a value: `,
    )
    : undefined
  if (answer === "yes") return
  if (answer !== undefined) {
    yield* remark("\nApply cancelled. Nothing was changed.")
    return yield* ended(ExitCode.declined)
  }
  return yield* new Failure({
    code: ExitCode.declined,
    message: "Error: the plan needs approval, and nobody is here to ask. Nothing was changed.\n"
      + "  Approve it beforehand with --auto-approve, or save a plan, have it reviewed and apply that.",
  })
})
