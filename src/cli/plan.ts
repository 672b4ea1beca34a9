/** `syncfile plan`: shows every step that apply would take, and takes none. */
import { DateTime, Effect, Option } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { hasActions, type Plan, summarize } from "../domain/Plan.ts"
import { previewPair } from "../engine/preparePair.ts"
import { driftDocument, jsonText } from "../report/json.ts"
import { renderComment } from "../report/renderComment.ts"
import { renderDrift } from "../report/renderDrift.ts"
import { planKinds, renderPlans, views } from "../report/renderPlan.ts"
import { Reporter } from "../report/Reporter.ts"
import { codesOf } from "./codesOf.ts"
import { Environment } from "./Environment.ts"
import { ExitCode, worst } from "./ExitCode.ts"
import { Failure } from "./Failure.ts"
import { loadSetup } from "./findSyncfile.ts"
import * as globals from "./globals.ts"
import { kindsOf } from "./kindsOf.ts"
import { remark, say, styleOf } from "./look.ts"
import { savePlan } from "./savePlan.ts"
import { selectPairs } from "./selectPairs.ts"
import { endWith, isolated, withDoors } from "./withDoors.ts"
import { writePrivately } from "./writePrivately.ts"

const failures = ["delete", "conflict", "drift"] as const

export const planCommand = Command.make(
  "plan",
  {
    pairs: Argument.String("pair").pipe(Argument.withDescription("Only these pairs"), Argument.variadic()),
    out: Flag.String("out").pipe(
      Flag.withMetavar("FILE"),
      Flag.withDescription("Save the plan, to be applied exactly as it is: syncfile apply FILE"),
      Flag.optional,
    ),
    detailed: Flag.Boolean("detailed-exitcode").pipe(
      Flag.withDescription("Exit with 2 when there are changes"),
      Flag.withDefault(false),
    ),
    view: Flag.Literals("view", views).pipe(
      Flag.withDescription(
        "How much to list (default: tree); deletes, changes of kind and conflicts are always listed",
      ),
      Flag.optional,
    ),
    only: Flag.String("only").pipe(
      Flag.withMetavar("KINDS"),
      Flag.withDescription(`List only these kinds, separated by commas: ${planKinds.join(", ")}`),
      Flag.optional,
    ),
    failOn: Flag.Literals("fail-on", failures).pipe(
      Flag.withDescription("Exit with 1 if the plan holds one"),
      Flag.optional,
    ),
    drift: Flag.Boolean("refresh-only").pipe(
      Flag.withDescription("Show only what changed on the target since the last run, other than by syncfile"),
      Flag.withDefault(false),
    ),
    comment: Flag.String("comment-file").pipe(
      Flag.withMetavar("FILE"),
      Flag.withDescription("Also write the plan as Markdown, short enough for a comment on a pull request"),
      Flag.optional,
    ),
  },
  Effect.fnUntraced(function*(flags) {
    const setup = yield* loadSetup
    const pairs = yield* selectPairs(setup, flags.pairs)
    const only = yield* kindsOf(flags.only)
    if (flags.drift && (Option.isSome(flags.view) || only !== undefined)) {
      const message = "Error: --view and --only list steps, and --refresh-only shows none."
      return yield* new Failure({ code: ExitCode.usage, message })
    }
    const isJson = yield* globals.Json
    const work = Effect.forEach(pairs, (pair) => isolated(previewPair(pair)))
    const results = yield* withDoors(
      setup,
      false,
      isJson && flags.drift ? Effect.provide(work, Reporter.layerSilent) : work,
    )
    const plans = results.flatMap((result) => result._tag === "Went" ? [result.value.plan] : [])
    const codes = results.flatMap((result) => result._tag === "Failed" ? [result.code] : [])

    if (isJson && flags.drift) yield* say(jsonText({ name: setup.name, pairs: plans.map(driftOf) }))
    if (!isJson && plans.length > 0) {
      const { output } = yield* Environment
      const style = yield* styleOf(output)
      const width = yield* output.columns
      const view = Option.getOrElse(flags.view, () => "tree" as const)
      yield* say(flags.drift ? renderDrift(plans, style) : renderPlans(plans, { style, view, only, width }))
    }
    if (Option.isSome(flags.comment)) {
      yield* writePrivately(flags.comment.value, renderComment(setup.name, plans))
    }
    if (Option.isSome(flags.out)) {
      if (codes.length === 0) {
        yield* savePlan(flags.out.value, setup.name, DateTime.formatIso(yield* DateTime.now), plans)
      } else yield* remark(`\nSaved no plan to ${flags.out.value}: not every pair could be planned.`)
    }
    const wanted = Option.getOrUndefined(flags.failOn)
    yield* endWith(worst([...codes, ...plans.flatMap((plan) => codesFor(plan, flags.detailed, wanted))]))
  }),
).pipe(
  Command.withDescription("Show what apply would do, and do nothing"),
  Command.withExamples([
    { command: "syncfile plan", description: "Plan every pair" },
    { command: "syncfile plan backups --out backups.syncplan", description: "Save the plan of one pair" },
  ]),
)

const driftOf = ({ pair, drift }: Plan) => ({ pair, drift: drift.map(driftDocument) })

const codesFor = (
  plan: Plan,
  detailed: boolean,
  failOn: (typeof failures)[number] | undefined,
): ReadonlyArray<ExitCode> => {
  const { delete: deletes } = summarize(plan)
  const fails = { delete: deletes > 0, conflict: plan.conflicts.length > 0, drift: plan.drift.length > 0 }
  return [
    ...codesOf(plan),
    ...(failOn !== undefined && fails[failOn] ? [ExitCode.failed] : []),
    ...(detailed && hasActions(plan) ? [ExitCode.changes] : []),
  ]
}
