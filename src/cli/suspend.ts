/** `syncfile suspend`: keeps a pair from being touched for a while, by whichever process. */
import { Clock, Effect, Option } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { hostname } from "node:os"
import { type Suspension } from "../domain/watch/Suspension.ts"
import { userName } from "../endpoint/userName.ts"
import { printable } from "../report/escape.ts"
import { formatTime } from "../report/formatTime.ts"
import { StateStore } from "../state/StateStore.ts"
import { duration } from "./duration.ts"
import { ExitCode } from "./ExitCode.ts"
import { Failure } from "./Failure.ts"
import { loadSetup } from "./findSyncfile.ts"
import { say } from "./look.ts"
import { selectPairs } from "./selectPairs.ts"
import { withDoors } from "./withDoors.ts"

export const suspendCommand = Command.make(
  "suspend",
  {
    pairs: Argument.String("pair").pipe(
      Argument.withDescription("The pairs to leave alone"),
      Argument.variadic({ min: 1 }),
    ),
    lasting: Flag.String("for").pipe(
      Flag.withMetavar("4h"),
      Flag.withDescription("For how long (default: until syncfile resume)"),
      Flag.optional,
    ),
    reason: Flag.String("reason").pipe(
      Flag.withMetavar("TEXT"),
      Flag.withDescription("Why, for those who wonder"),
      Flag.withDefault(""),
    ),
  },
  Effect.fnUntraced(function*({ lasting, pairs: names, reason }) {
    const setup = yield* loadSetup
    const pairs = yield* selectPairs(setup, names)
    const milliseconds = Option.isNone(lasting) ? undefined : yield* duration("--for", lasting.value)
    const since = yield* Clock.currentTimeMillis
    const suspension: Suspension = {
      since,
      ...(milliseconds === undefined ? {} : { until: since + milliseconds }),
      reason,
      by: `${userName() ?? "somebody"} on ${hostname()}`,
    }
    yield* withDoors(
      setup,
      false,
      Effect.forEach(pairs, ({ name }) => StateStore.use(({ passes }) => passes.suspend(name, suspension))),
    )
    const until = suspension.until === undefined ? "until syncfile resume" : `until ${formatTime(suspension.until)}`
    const why = reason === "" ? "" : ` (${printable(reason)})`
    yield* Effect.forEach(pairs, ({ name }) => say(`${name} is suspended ${until}${why}. What has begun is finished.`))
  }),
).pipe(
  Command.withDescription("Leave pairs alone for a while"),
  Command.withExamples([
    {
      command: "syncfile suspend backups --for 4h --reason \"disk is replaced\"",
      description: "Four hours without a pass",
    },
  ]),
)

export const resumeCommand = Command.make(
  "resume",
  {
    pairs: Argument.String("pair").pipe(
      Argument.withDescription("The pairs to go on with"),
      Argument.variadic({ min: 1 }),
    ),
  },
  Effect.fnUntraced(function*({ pairs: names }) {
    const setup = yield* loadSetup
    const pairs = yield* selectPairs(setup, names)
    const suspended = yield* withDoors(
      setup,
      false,
      Effect.gen(function*() {
        const { passes } = yield* StateStore
        const found = yield* passes.suspended
        yield* Effect.forEach(pairs, ({ name }) => passes.suspend(name, undefined))
        return found
      }),
    )
    const idle = pairs.filter(({ name }) => !suspended.has(name)).map(({ name }) => name)
    for (const { name } of pairs) if (suspended.has(name)) yield* say(`${name} goes on.`)
    if (idle.length === 0) return
    return yield* new Failure({ code: ExitCode.failed, message: `Error: ${idle.join(", ")} was not suspended.` })
  }),
).pipe(Command.withDescription("Go on with pairs that were suspended"))
