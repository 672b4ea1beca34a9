/** Writes a large file so that its beginning lasts, checkpoint by checkpoint. */
import { Effect, Fiber, type Scope, Stream } from "effect"
import { type Checkpoints } from "./Endpoint.ts"

/** How one endpoint writes. */
interface Steps<E, F> {
  readonly write: (bytes: Uint8Array) => Effect.Effect<void, E>
  readonly given: () => number // bytes so far, with what the part held before
  readonly secure: Effect.Effect<boolean, F> // all that was given when it is begun is there; whether it is synced
}

/**
 * What follows a checkpoint is not held up by it, until the next one is due. Content that ends because the user wants to
 * stop still gets its last checkpoint.
 */
export const writeInSteps = Effect.fnUntraced(function*<E extends { readonly reason: { readonly _tag: string } }, F>(
  checkpoints: Checkpoints,
  content: Stream.Stream<Uint8Array, E>,
  { write, given, secure }: Steps<E, F>,
): Effect.fn.Return<void, E, Scope.Scope> {
  let underWay: Fiber.Fiber<void> | undefined
  const before = Effect.suspend(() => underWay === undefined ? Effect.void : Fiber.await(underWay))
  const checkpoint = Effect.fnUntraced(function*(isLast: boolean) {
    const note = checkpoints.due(given(), isLast)
    if (note === undefined) return
    yield* before
    underWay = yield* Effect.forkScoped(Effect.ignore(Effect.flatMap(secure, note)), { startImmediately: true })
  })
  const last = Effect.suspend(() => Effect.andThen(checkpoint(true), before))
  yield* Stream.runForEach(content, (bytes) => Effect.andThen(write(bytes), checkpoint(false))).pipe(
    Effect.tapError(({ reason }) => reason._tag === "Stopped" ? last : Effect.void),
  )
})
