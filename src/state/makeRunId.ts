/** Names a run: 8 hexadecimal digits that no run still remembered has, because temporaries are named after them. */
import { Effect } from "effect"
import { randomDigits } from "./randomDigits.ts"

export const makeRunId = Effect.fnUntraced(function*<E>(
  isTaken: (id: string) => Effect.Effect<boolean, E>,
): Effect.fn.Return<string, E> {
  for (;;) {
    const id = yield* randomDigits
    if (!(yield* isTaken(id))) return id
  }
})
