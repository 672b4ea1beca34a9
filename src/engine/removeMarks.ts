/** Takes the marks of a pair away once the state goes by them no more. */
import { Effect } from "effect"
import { type Side, sides as bothSides } from "../domain/Side.ts"
import { type EndpointError } from "../endpoint/EndpointError.ts"
import { type Memory } from "../state/StateStore.ts"
import { markPath, readMark } from "./marks.ts"
import { type Sides } from "./Sides.ts"

/** Only what says what a run wrote there. One that stays costs nothing but its name; why it does is told. */
export const removeMarks = Effect.fn("removeMarks")(function*({ mark }: Pick<Memory, "mark">, sides: Sides) {
  if (mark === undefined) return []
  const remove = Effect.fnUntraced(function*(side: Side): Effect.fn.Return<void, EndpointError> {
    const path = markPath(mark.id)
    const endpoint = sides[side]
    if ((yield* endpoint.rootId) === undefined || (yield* readMark(endpoint, mark.id)) === undefined) return
    const expected = yield* endpoint.stat(path)
    if (expected === undefined) return
    yield* endpoint.remove({ path, expected, old: { _tag: "Gone" }, temporary: "unused" })
  })
  const complaints = yield* Effect.forEach(
    bothSides,
    (side) =>
      Effect.match(remove(side), {
        onSuccess: () => [],
        onFailure: ({ message }) => [`an old mark stays: ${message}`],
      }),
    { concurrency: 2 },
  )
  return complaints.flat()
})
