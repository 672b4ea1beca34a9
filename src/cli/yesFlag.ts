/** The flag that answers every question beforehand. */
import { Flag } from "effect/cli"

export const yesFlag = Flag.Boolean("auto-approve").pipe(
  Flag.withAlias("y"),
  Flag.withDescription("Do not ask"),
  Flag.withDefault(false),
)
