/** Writes a large file so that its beginning lasts, checkpoint by checkpoint, without holding up what follows. */
import { Effect, type Scope, Stream } from "effect"
import { type Checkpoints } from "./Endpoint.ts"

/** How one endpoint writes. */
interface Steps<E, F> {
  readonly write: (bytes: Uint8Array) => Effect.Effect<void, E>
  readonly given: () => number // bytes so far, with what the part held before
  readonly secure: Effect.Effect<boolean, F> // all that was given when it is begun is there; whether it is synced
}

/** Content that ends because the user wants to stop still gets its last checkpoint. */
export const writeInSteps = Effect.fnUntraced(function*<E extends { readonly reason: { readonly _tag: string } }, F>(
  checkpoints: Checkpoints,
  content: Stream.Stream<Uint8Array, E>,
  { write, given, secure }: Steps<E, F>,
): Effect.fn.Return<void, E, Scope.Scope> {
  let isSecuring = false
  const checkpoint = (isLast: boolean) =>
    Effect.suspend(() => {
      const note = checkpoints.due(given(), isLast)
      return note === undefined ? Effect.void : Effect.ignore(Effect.flatMap(secure, note))
    })
  const ended = Effect.sync(() => {
    isSecuring = false
  })
  /** One at a time: what is due meanwhile is due again later. */
  const inPassing = Effect.suspend(() => {
    if (isSecuring) return Effect.void
    isSecuring = true
    return Effect.forkScoped(Effect.ensuring(checkpoint(false), ended), { startImmediately: true })
  })
  yield* Stream.runForEach(content, (bytes) => Effect.andThen(write(bytes), inPassing)).pipe(
    Effect.tapError(({ reason }) => reason._tag === "Stopped" ? checkpoint(true) : Effect.void),
  )
})
