/** The exit codes that a plan asks for by itself, whatever is done with it. */
import { type Plan } from "../domain/Plan.ts"
import { ExitCode } from "./ExitCode.ts"

export const codesOf = (plan: Pick<Plan, "halts" | "problems" | "conflicts">): ReadonlyArray<ExitCode> => [
  ...(plan.halts.length > 0 ? [ExitCode.halted] : []),
  ...(plan.problems.length > 0 ? [ExitCode.partial] : []),
  ...(plan.conflicts.length > 0 ? [ExitCode.conflicts] : []),
]
