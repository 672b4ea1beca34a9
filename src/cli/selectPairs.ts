/** The pairs that a command line names, or all of them. */
import { Effect } from "effect"
import { distance } from "fastest-levenshtein"
import { type Pair } from "../domain/Pair.ts"
import { type Setup } from "../domain/Setup.ts"
import { ExitCode } from "./ExitCode.ts"
import { Failure } from "./Failure.ts"

export const selectPairs = (setup: Setup, names: ReadonlyArray<string>): Effect.Effect<ReadonlyArray<Pair>, Failure> =>
  names.length === 0
    ? Effect.succeed(setup.pairs)
    : Effect.forEach([...new Set(names)], (name) => {
      const pair = setup.pairs.find((each) => each.name === name)
      return pair === undefined ? unknown("pair", name, setup.pairs.map((each) => each.name)) : Effect.succeed(pair)
    })

/** Says what there is, and what may have been meant. */
export const unknown = (kind: string, name: string, known: ReadonlyArray<string>): Effect.Effect<never, Failure> => {
  const [nearest] = known.toSorted((a, b) => distance(a, name) - distance(b, name))
  const meant = nearest !== undefined && distance(nearest, name) <= 3 ? ` Did you mean ${nearest}?` : ""
  const message = `Error: the syncfile has no ${kind} "${name}".${meant} It has: ${known.join(", ")}`
  return Effect.fail(new Failure({ code: ExitCode.usage, message }))
}
