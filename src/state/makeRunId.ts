/** Names a run: 8 hexadecimal digits that no run still remembered has, because temporaries are named after them. */
import { Effect, Random } from "effect"

export const makeRunId = Effect.fnUntraced(function*<E>(
  isTaken: (id: string) => Effect.Effect<boolean, E>,
): Effect.fn.Return<string, E> {
  for (;;) {
    const id = (yield* Random.nextIntBetween(0, 0xffffffff)).toString(16).padStart(8, "0")
    if (!(yield* isTaken(id))) return id
  }
})
