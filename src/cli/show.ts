/** `syncfile show`: renders a saved plan, stale or not. */
import { Effect, Result } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { hasActions } from "../domain/Plan.ts"
import { decodePlanFile } from "../engine/planFile.ts"
import { jsonText, planDocument } from "../report/json.ts"
import { renderPlans, views } from "../report/renderPlan.ts"
import { Environment } from "./Environment.ts"
import { ExitCode } from "./ExitCode.ts"
import { Failure } from "./Failure.ts"
import * as globals from "./globals.ts"
import { remark, say, styleOf } from "./look.ts"
import { readText } from "./readText.ts"
import { endWith } from "./withDoors.ts"

export const showCommand = Command.make(
  "show",
  {
    plan: Argument.String("plan").pipe(Argument.withDescription("The saved plan")),
    view: Flag.Literals("view", views).pipe(
      Flag.withDescription("How much to list"),
      Flag.withDefault("tree" as const),
    ),
    detailed: Flag.Boolean("detailed-exitcode").pipe(
      Flag.withDescription("Exit with 2 when the plan holds changes"),
      Flag.withDefault(false),
    ),
  },
  Effect.fnUntraced(function*(flags) {
    const { output } = yield* Environment
    const refuse = (why: string) => new Failure({ code: ExitCode.failed, message: `Error: ${flags.plan} ${why}` })
    const text = yield* readText(flags.plan, ExitCode.failed)
    const decoded = decodePlanFile(text)
    if (Result.isFailure(decoded)) return yield* refuse(`cannot be shown: ${decoded.failure.message}`)
    const { name, created, digest, plans } = decoded.success
    if (yield* globals.Json) {
      yield* say(jsonText({ name, created, digest, plans: plans.map(planDocument) }))
    } else {
      yield* say(renderPlans(plans, { style: yield* styleOf(output), view: flags.view, width: yield* output.columns }))
      yield* remark(`\nMade ${created} for "${name}" (${digest}).`)
    }
    yield* endWith(flags.detailed && plans.some(hasActions) ? ExitCode.changes : ExitCode.success)
  }),
).pipe(Command.withDescription("Show a saved plan"))
