/** Plans the pairs under lock, and carries out what is agreed to. */
import { Effect } from "effect"
import { type Setup } from "../domain/Setup.ts"
import { preparePair } from "../engine/preparePair.ts"
import { type ApplyOptions } from "./apply.ts"
import { carryOutReleased } from "./carryOutReleased.ts"
import { type ExitCode } from "./ExitCode.ts"
import { selectPairs } from "./selectPairs.ts"
import { isolated, withDoors } from "./withDoors.ts"

export const applyPlanned = Effect.fnUntraced(
  function*(setup: Setup, names: ReadonlyArray<string>, options: ApplyOptions) {
    const pairs = yield* selectPairs(setup, names)
    const work = Effect.scoped(Effect.gen(function*() {
      const results = yield* Effect.forEach(pairs, (pair) => isolated(preparePair(pair)))
      const prepared = results.flatMap((result) => result._tag === "Went" ? [result.value] : [])
      const codes: ReadonlyArray<ExitCode> = results.flatMap((result) => result._tag === "Failed" ? [result.code] : [])
      return yield* carryOutReleased(setup.name, prepared, options, codes)
    }))
    yield* withDoors(setup, true, work)
  },
)
