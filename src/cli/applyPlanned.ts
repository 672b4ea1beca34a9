/** Plans the pairs under lock, and carries out what is agreed to. */
import { Effect } from "effect"
import { type Setup } from "../domain/Setup.ts"
import { preparePair } from "../engine/preparePair.ts"
import { type ApplyOptions } from "./apply.ts"
import { blockedAmong } from "./blockedAmong.ts"
import { carryOutReleased } from "./carryOutReleased.ts"
import { ExitCode } from "./ExitCode.ts"
import { remark } from "./look.ts"
import { selectPairs } from "./selectPairs.ts"
import { endWith, isolated, withDoors } from "./withDoors.ts"

export const applyPlanned = Effect.fnUntraced(
  function*(setup: Setup, names: ReadonlyArray<string>, options: ApplyOptions) {
    const pairs = yield* selectPairs(setup, names)
    const work = Effect.scoped(Effect.gen(function*() {
      const blocked = yield* blockedAmong(pairs)
      yield* Effect.forEach(blocked, ({ why }) => remark(`Error: ${why}`), { discard: true })
      const free = pairs.filter((pair) => !blocked.some((each) => each.pair === pair))
      if (free.length === 0) return yield* endWith(ExitCode.blocked)
      const results = yield* Effect.forEach(free, (pair) => isolated(preparePair(pair)))
      const prepared = results.flatMap((result) => result._tag === "Went" ? [result.value] : [])
      const codes: ReadonlyArray<ExitCode> = [
        ...blocked.map(() => ExitCode.blocked),
        ...results.flatMap((result) => result._tag === "Failed" ? [result.code] : []),
      ]
      return yield* carryOutReleased(setup.name, prepared, options, codes)
    }))
    yield* withDoors(setup, true, work)
  },
)
