/** Reads what the user said beforehand about plans that halt. */
import { Effect, Option } from "effect"
import { Flag } from "effect/cli"
import { Halt, unreleasable } from "../domain/Plan.ts"
import { type Approvals } from "../plan/guard.ts"
import { ExitCode } from "./ExitCode.ts"
import { Failure } from "./Failure.ts"

export const approvalFlags = {
  deletes: Flag.Int("accept-deletes").pipe(
    Flag.withMetavar("N"),
    Flag.withDescription("Release a plan from the delete limit if it deletes exactly N entries"),
    Flag.optional,
  ),
  accept: Flag.String("accept").pipe(
    Flag.withMetavar("REASONS"),
    Flag.withDescription("Release a plan from these halts, separated by commas (each halt names its own)"),
    Flag.optional,
  ),
}

type Reason = Halt["reason"]

const reasons: ReadonlyArray<Reason> = Halt.fields.reason.literals
const acceptable = reasons.filter((reason) => reason !== "delete-limit" && !unreleasable.has(reason))

export const approvalsOf = Effect.fnUntraced(function*(deletes: Option.Option<number>, accept: Option.Option<string>) {
  const words = Option.isNone(accept) ? [] : accept.value.split(",").map((word) => word.trim())
  const accepted = yield* Effect.forEach(words, (word) => {
    const reason = acceptable.find((each) => each === word)
    return reason === undefined
      ? Effect.fail(new Failure({ code: ExitCode.usage, message: `Error: ${refusalOf(word)}` }))
      : Effect.succeed(reason)
  })
  return { deletes: Option.getOrUndefined(deletes), accepted: new Set(accepted) } satisfies Approvals
})

const refusalOf = (word: string): string => {
  if (word === "delete-limit") return "--accept does not release delete-limit: say how many, --accept-deletes N."
  return reasons.some((reason) => reason === word)
    ? `nothing releases ${word}: the plan says what to mend first.`
    : `--accept knows ${acceptable.join(", ")}, not "${word}".`
}
