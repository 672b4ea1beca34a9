/** Reads what the user said beforehand about plans that halt. */
import { Effect, Option } from "effect"
import { Halt } from "../domain/Plan.ts"
import { type Approvals } from "../plan/guard.ts"
import { ExitCode } from "./ExitCode.ts"
import { Failure } from "./Failure.ts"

type Reason = Halt["reason"]

/** A missing source is released by nothing, deletes by their exact number. */
const acceptable: ReadonlyArray<Reason> = Halt.fields.reason.literals.filter((reason) =>
  reason !== "source-missing" && reason !== "delete-limit"
)

export const approvalsOf = Effect.fnUntraced(function*(deletes: Option.Option<number>, accept: Option.Option<string>) {
  const words = Option.isNone(accept) ? [] : accept.value.split(",").map((word) => word.trim())
  const accepted = yield* Effect.forEach(words, (word) => {
    const reason = acceptable.find((each) => each === word)
    return reason === undefined
      ? Effect.fail(
        new Failure({
          code: ExitCode.usage,
          message: `Error: --accept knows ${acceptable.join(", ")}, not "${word}".`,
        }),
      )
      : Effect.succeed(reason)
  })
  return { deletes: Option.getOrUndefined(deletes), accepted: new Set(accepted) } satisfies Approvals
})
