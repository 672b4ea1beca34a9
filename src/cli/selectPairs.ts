/** The pairs that a command line names, or all of them. */
import { Effect } from "effect"
import { type Pair } from "../domain/Pair.ts"
import { type Setup } from "../domain/Setup.ts"
import { nearest } from "../syncfile/nearest.ts"
import { ExitCode } from "./ExitCode.ts"
import { Failure } from "./Failure.ts"

export const selectPairs = (setup: Setup, names: ReadonlyArray<string>): Effect.Effect<ReadonlyArray<Pair>, Failure> =>
  names.length === 0
    ? Effect.succeed(setup.pairs)
    : Effect.forEach([...new Set(names)], (name) => {
      const pair = setup.pairs.find((each) => each.name === name)
      return pair === undefined
        ? unknown("the syncfile", "pair", name, setup.pairs.map((each) => each.name))
        : Effect.succeed(pair)
    })

/** Says what there is, and what may have been meant. */
export const unknown = (
  where: string,
  kind: string,
  name: string,
  known: ReadonlyArray<string>,
): Effect.Effect<never, Failure> => {
  const likely = nearest(name, known)
  const meant = likely === undefined ? "" : ` Did you mean ${likely}?`
  const has = known.length === 0 ? "" : ` It has: ${known.join(", ")}`
  const message = `Error: ${where} has no ${kind} "${name}".${meant}${has}`
  return Effect.fail(new Failure({ code: ExitCode.usage, message }))
}
