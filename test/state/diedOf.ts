/** Whether an effect ended in a mistake in the code, and in this one. */
import { Cause, Exit } from "effect"

export const diedOf = (exit: Exit.Exit<unknown, unknown>, message: RegExp): boolean =>
  Exit.isFailure(exit) && Cause.hasDies(exit.cause) && message.test(Cause.pretty(exit.cause))
