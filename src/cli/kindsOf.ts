/** Reads the list of `--only`. */
import { Effect, Option } from "effect"
import { type PlanKind, planKinds } from "../report/renderPlan.ts"
import { ExitCode } from "./ExitCode.ts"
import { Failure } from "./Failure.ts"

export const kindsOf = (
  written: Option.Option<string>,
): Effect.Effect<ReadonlyArray<PlanKind> | undefined, Failure> =>
  Option.isNone(written) ? Effect.succeed(undefined) : Effect.forEach(written.value.split(","), (word) => {
    const kind = planKinds.find((each) => each === word.trim())
    return kind === undefined
      ? Effect.fail(
        new Failure({ code: ExitCode.usage, message: `Error: --only knows ${planKinds.join(", ")}, not "${word}".` }),
      )
      : Effect.succeed(kind)
  })
