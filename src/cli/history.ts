/** `syncfile history`: the runs of each pair, or all that one run did. Looks at the state alone. */
import { Effect, Option } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { historyDocument, runDocument } from "../report/historyDocument.ts"
import { jsonText } from "../report/json.ts"
import { renderHistory } from "../report/renderHistory.ts"
import { newestPassesFirst, renderPasses } from "../report/renderPasses.ts"
import { renderRun } from "../report/renderRun.ts"
import { StateStore } from "../state/StateStore.ts"
import { Environment } from "./Environment.ts"
import { ExitCode } from "./ExitCode.ts"
import { Failure } from "./Failure.ts"
import { loadSetup } from "./findSyncfile.ts"
import * as globals from "./globals.ts"
import { say, styleOf } from "./look.ts"
import { selectPairs } from "./selectPairs.ts"
import { withDoors } from "./withDoors.ts"

export const historyCommand = Command.make(
  "history",
  {
    pairs: Argument.String("pair").pipe(Argument.withDescription("Only these pairs"), Argument.variadic()),
    run: Flag.String("run").pipe(
      Flag.withMetavar("RUN"),
      Flag.withDescription("All that this run did"),
      Flag.optional,
    ),
    isOfPasses: Flag.Boolean("passes").pipe(
      Flag.withDescription("The passes, those that found nothing to do, too"),
      Flag.withDefault(false),
    ),
    most: Flag.Int("limit").pipe(
      Flag.withAlias("n"),
      Flag.withDescription("At most so many runs of each pair"),
      Flag.withDefault(20),
    ),
  },
  Effect.fnUntraced(function*({ isOfPasses, pairs: names, run, most }) {
    const setup = yield* loadSetup
    const pairs = yield* selectPairs(setup, names)
    if (most < 1) {
      return yield* new Failure({
        code: ExitCode.usage,
        message: `Error: --limit ${most} shows nothing. Write 1 or more.`,
      })
    }
    const { output } = yield* Environment
    const isJson = yield* globals.Json
    const style = yield* styleOf(output)
    if (isOfPasses) {
      const passes = (yield* withDoors(
        setup,
        false,
        Effect.forEach(pairs, ({ name }) => StateStore.use(({ passes }) => passes.last(name, most))),
      )).flat()
      return yield* say(isJson ? jsonText(newestPassesFirst(passes)) : renderPasses(passes, style))
    }
    const only = Option.getOrUndefined(run)
    const all = yield* withDoors(
      setup,
      false,
      Effect.forEach(
        pairs,
        ({ name }) =>
          Effect.flatMap(
            StateStore,
            (state) =>
              Effect.map(state.history(name, most, only), (runs) => runs.map((each) => ({ pair: name, ...each }))),
          ),
      ),
    )
    const look = { style, width: yield* output.columns }
    if (Option.isNone(run)) {
      return yield* say(isJson ? jsonText(historyDocument(all.flat())) : renderHistory(all.flat(), look))
    }
    const [found] = all.flat()
    if (found === undefined) {
      return yield* new Failure({
        code: ExitCode.failed,
        message: `Error: no run "${run.value}" is remembered. List them: syncfile history`,
      })
    }
    yield* say(isJson ? jsonText(runDocument(found)) : renderRun(found, look))
  }),
).pipe(Command.withDescription("Show past runs and what they did"))
