/** One server for all tests of a file: started before the first, ended after the last. */
import { Effect, Exit, Scope } from "effect"
import { afterAll, beforeAll } from "vitest"

export const sharedServer = <A>(start: Effect.Effect<A, never, Scope.Scope>): Effect.Effect<A> => {
  const scope = Scope.makeUnsafe()
  let server: A | undefined
  beforeAll(() => Effect.runPromise(Scope.provide(start, scope)).then((started) => void (server = started)))
  afterAll(() => Effect.runPromise(Scope.close(scope, Exit.void)))
  return Effect.suspend(() =>
    server === undefined ? Effect.die(new Error("the server is not up")) : Effect.succeed(server)
  )
}
