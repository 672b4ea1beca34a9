/** `syncfile ctl`: talks to the watch that goes on. */
import { Effect } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { type Asked, askWatch } from "./askWatch.ts"
import { ExitCode } from "./ExitCode.ts"
import { Failure } from "./Failure.ts"
import { say } from "./look.ts"
import { socketOf } from "./socketOf.ts"

const pair = Argument.String("pair").pipe(Argument.withDescription("The pair"))

const wait = Flag.Boolean("wait").pipe(
  Flag.withDescription("Until the pass is over; exit with 1 unless it went well"),
  Flag.withDefault(false),
)

/** Fails unless it was done. */
const ctl = Effect.fnUntraced(function*(asked: Asked) {
  const { isDone, message } = yield* askWatch(yield* socketOf, asked).pipe(
    Effect.mapError(({ message }) => new Failure({ code: ExitCode.failed, message: `Error: ${message}` })),
  )
  if (!isDone) return yield* new Failure({ code: ExitCode.failed, message: `Error: ${message}` })
  yield* say(message)
})

const aboutPair = (name: string, action: string): string => `/api/pairs/${encodeURIComponent(name)}/${action}`

const reloadCommand = Command.make("reload", {}, () => ctl({ path: "/api/reload" })).pipe(
  Command.withDescription("Have the syncfile read again, and tell what came of it"),
)

const runCommand = Command.make(
  "run",
  { pair, wait },
  ({ pair, wait }) => ctl({ path: aboutPair(pair, "run"), body: { wait }, mayLast: wait }),
).pipe(Command.withDescription("Run a pass of a pair now, whatever its schedule says"))

const stopCommand = Command.make("stop", { pair }, ({ pair }) => ctl({ path: aboutPair(pair, "stop") })).pipe(
  Command.withDescription("End the pass of a pair that goes on, after what it has begun"),
)

export const ctlCommand = Command.make("ctl").pipe(
  Command.withDescription("Talk to the watch that goes on"),
  Command.withSubcommands([reloadCommand, runCommand, stopCommand]),
)
