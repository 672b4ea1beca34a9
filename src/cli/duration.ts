/** Time spans on the command line, written as in the syncfile: "26h", "1h30m". */
import { Effect, Option, Schema } from "effect"
import { millisecondsOf } from "../syncfile/millisecondsOf.ts"
import { Age } from "../syncfile/WrittenText.ts"
import { ExitCode } from "./ExitCode.ts"
import { Failure } from "./Failure.ts"

/** In milliseconds. `flag` is the one that it was given for. */
export const duration = (flag: string, written: string): Effect.Effect<number, Failure> =>
  Option.isSome(Schema.decodeOption(Age)(written))
    ? Effect.succeed(millisecondsOf(written))
    : Effect.fail(
      new Failure({
        code: ExitCode.usage,
        message: `Error: ${flag} "${written}" is no duration. Write 26h or 1h30m.`,
      }),
    )
