/** `syncfile explain`: which pair a path is in, which filter decided, what is remembered of it and what plan would do. */
import { Effect } from "effect"
import { Argument, Command } from "effect/cli"
import { type FilterRule } from "../domain/filter/FilterRule.ts"
import { makeFilter } from "../domain/filter/makeFilter.ts"
import { type Conflicts, type Pair } from "../domain/Pair.ts"
import { policyFor } from "../domain/policyFor.ts"
import { isWithin, type RelPath } from "../domain/RelPath.ts"
import { roleOf, type Side, sides } from "../domain/Side.ts"
import { previewPair } from "../engine/preparePair.ts"
import { type Change, changesOf, symbols } from "../report/Change.ts"
import { describeEntry } from "../report/describeEntry.ts"
import { printable } from "../report/escape.ts"
import { jsonText } from "../report/json.ts"
import { Reporter } from "../report/Reporter.ts"
import { StateStore } from "../state/StateStore.ts"
import { loadSetup } from "./findSyncfile.ts"
import * as globals from "./globals.ts"
import { say } from "./look.ts"
import { readPath } from "./readPath.ts"
import { selectPairs } from "./selectPairs.ts"
import { withDoors } from "./withDoors.ts"

export const explainCommand = Command.make(
  "explain",
  {
    path: Argument.String("path").pipe(Argument.withDescription("A path below the roots of the pairs")),
    pairs: Argument.String("pair").pipe(Argument.withDescription("Only these pairs"), Argument.variadic()),
  },
  Effect.fnUntraced(function*({ path: written, pairs: names }) {
    const setup = yield* loadSetup
    const pairs = yield* selectPairs(setup, names)
    const path = yield* readPath(written)
    const isJson = yield* globals.Json
    const work = Effect.forEach(pairs, (pair) => factsOn(pair, path))
    const facts = yield* withDoors(setup, false, isJson ? Effect.provide(work, Reporter.layerSilent) : work)
    yield* say(isJson ? jsonText(facts) : facts.map(sentences).join("\n\n"))
  }),
).pipe(Command.withDescription("Say why a path is treated as it is"))

interface Facts {
  readonly pair: string
  readonly path: string
  readonly filter: string
  readonly conflicts: string | undefined // two-way pairs only
  readonly baseline: string
  readonly plan: ReadonlyArray<string>
}

const factsOn = Effect.fnUntraced(function*(pair: Pair, path: RelPath) {
  const memory = yield* (yield* StateStore).load(pair.name)
  const agreed = memory.baseline.get(path)
  const { plan } = yield* previewPair(pair)
  const nameOf = (side: Side) => roleOf(pair.mode, side)
  const told = [
    ...plan.halts.map(({ reason, message, release }) => `halted (${reason}): ${message} ${release}`),
    ...changesOf(plan.actions).filter((change) => isAbout(change, path))
      .map((change) => `${symbols[change.kind]} ${change.kind} on the ${nameOf(change.side)}: ${stepOf(change)}`),
    ...plan.conflicts.filter((conflict) => isWithin(conflict.path, path)).map(({ reason }) => `! conflict: ${reason}`),
    ...plan.problems.filter((problem) => problem.path === undefined || isWithin(problem.path, path))
      .map(({ side, message }) => `left alone: ${message} (${nameOf(side)})`),
    ...plan.skipped.filter((skipped) => isWithin(skipped.path, path))
      .map(({ side, kind }) => `skipped: a ${kind.toLowerCase()} on the ${nameOf(side)}`),
  ]
  return {
    pair: pair.name,
    path,
    filter: `as a file: ${verdict(pair, path, false)}; as a folder: ${verdict(pair, path, true)}`,
    conflicts: pair.mode === "two-way" ? policyOn(pair.conflicts, path) : undefined,
    baseline: agreed === undefined
      ? "nothing is remembered of it"
      : sides.map((side) => `${nameOf(side)} ${describeEntry(agreed[side])}`).join(", "),
    plan: told.length === 0 ? ["nothing is to be done"] : told,
  } satisfies Facts
})

/** What a move takes along is told by the move. */
const isAbout = ({ kind, from, path: to }: Change, path: RelPath): boolean =>
  to === path || (kind === "move" && (isWithin(to, path) || (from !== undefined && isWithin(from, path))))

const stepOf = ({ kind, path, from, before, after, inside, isCopy, because }: Change): string => {
  const step = kind === "move"
    ? `${from} -> ${path}${inside > 0 ? ", with all that is in it" : ""}${isCopy ? ", as a copy" : ""}`
    : `${describeEntry(before)} -> ${describeEntry(after)}`
  return because === undefined ? step : `${step} (${because})`
}

const verdict = (pair: Pair, path: RelPath, isDirectory: boolean): string => {
  const { scope, rule } = makeFilter(pair.filters).scopeOf(path, isDirectory)
  const decided = rule === undefined ? "no rule matches" : `rule ${rule + 1}, ${spell(pair.filters[rule])}`
  const meaning = { in: "included", out: "excluded", through: "passed through" }[scope]
  return `${meaning} (${decided})`
}

const policyOn = (conflicts: Conflicts, path: RelPath): string => {
  const { policy: { againstDelete, loser, resolve }, rule } = policyFor(conflicts)(path)
  const decided = rule === undefined ? "no rule matches" : `rule ${rule + 1}, ${conflicts.rules[rule]?.match}`
  return `resolve ${resolve}, loser ${loser}, againstDelete ${againstDelete} (${decided})`
}

const spell = (rule: FilterRule | undefined): string => {
  if (rule?._tag === "Include") return `include ${rule.glob}`
  return rule?._tag === "Exclude" ? `exclude ${rule.glob}` : rule?._tag ?? "?"
}

const sentences = ({ pair, path, filter, conflicts, baseline, plan }: Facts): string =>
  [
    `${printable(path)} in pair ${pair}`,
    `  filter    ${printable(filter)}`,
    ...(conflicts === undefined ? [] : [`  conflicts ${printable(conflicts)}`]),
    `  baseline  ${baseline}`,
    ...plan.map((line) => `  plan      ${printable(line)}`),
  ].join("\n")
