/** `syncfile state show`: what is remembered of one pair, or of one path in it. */
import { DateTime, Effect, Option } from "effect"
import { Argument, Command } from "effect/cli"
import { type Pair } from "../domain/Pair.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { roleOf, sides } from "../domain/Side.ts"
import { scopeOf } from "../engine/scopeOf.ts"
import { describeEntry } from "../report/describeEntry.ts"
import { printable } from "../report/escape.ts"
import { formatTime } from "../report/formatTime.ts"
import { jsonText } from "../report/json.ts"
import { type Memory, StateStore } from "../state/StateStore.ts"
import { ExitCode } from "./ExitCode.ts"
import { Failure } from "./Failure.ts"
import { loadSetup } from "./findSyncfile.ts"
import * as globals from "./globals.ts"
import { say } from "./look.ts"
import { readPath } from "./readPath.ts"
import { selectPairs } from "./selectPairs.ts"
import { withDoors } from "./withDoors.ts"

export const stateShowCommand = Command.make(
  "show",
  {
    pair: Argument.String("pair").pipe(Argument.withDescription("The pair")),
    path: Argument.String("path").pipe(Argument.withDescription("A path below its roots"), Argument.optional),
  },
  Effect.fnUntraced(function*({ pair: name, path: written }) {
    const setup = yield* loadSetup
    const [pair] = yield* selectPairs(setup, [name])
    if (pair === undefined) return
    const memory = yield* withDoors(setup, false, Effect.flatMap(StateStore, (state) => state.load(name)))
    if (Option.isSome(written)) return yield* showPath(pair, memory, yield* readPath(written.value))
    const facts = factsOn(pair, memory)
    yield* say((yield* globals.Json) ? jsonText(facts) : sentences(pair, facts).join("\n"))
  }),
).pipe(Command.withDescription("Show what is remembered of a pair"))

const factsOn = (pair: Pair, { baseline, scope, roots, mark, unfinished, lastRun }: Memory) => ({
  pair: pair.name,
  agreements: baseline.size,
  scope: scope === undefined
    ? "unknown"
    : scope === scopeOf(pair)
    ? "as in the syncfile"
    : "changed in the syncfile since",
  roots,
  mark: mark ?? null,
  unfinished: unfinished.map(({ run, started, intents }) => ({ run, started, open: intents.size })),
  last_run: lastRun ?? null,
})

const sentences = ({ mode }: Pair, facts: ReturnType<typeof factsOn>): ReadonlyArray<string> => [
  printable(facts.pair),
  `  in step     ${facts.agreements} entries`,
  `  shape       ${facts.scope}`,
  ...sides.map((side) => `  ${roleOf(mode, side).padEnd(11)} ${printable(facts.roots[side] ?? "unknown")}`),
  `  mark        ${facts.mark === null ? "none" : `${facts.mark.id}: runs ${facts.mark.least} to ${facts.mark.most}`}`,
  `  last run    ${
    facts.last_run === null
      ? "never"
      : `${facts.last_run.run}, ${formatTime(facts.last_run.started)}: ${facts.last_run.summary}`
  }`,
  ...facts.unfinished.map(({ run, started, open }) =>
    `  unfinished  ${run}, begun ${
      DateTime.formatIso(DateTime.makeUnsafe(started))
    }, ${open} actions open; the next apply clears up`
  ),
]

const showPath = Effect.fnUntraced(function*(pair: Pair, { baseline }: Memory, path: RelPath) {
  const agreed = baseline.get(path)
  if (agreed === undefined) {
    return yield* new Failure({
      code: ExitCode.failed,
      message: `Error: nothing is remembered of ${printable(path)} in pair ${pair.name}.`,
    })
  }
  if (yield* globals.Json) return yield* say(jsonText({ pair: pair.name, path, ...agreed }))
  yield* say(
    [printable(path), ...sides.map((side) => `  ${roleOf(pair.mode, side).padEnd(7)} ${describeEntry(agreed[side])}`)]
      .join("\n"),
  )
})
