/** How many passes may go on side by side: in all, and to one server. */
import { Effect, Semaphore } from "effect"
import { type Remote } from "../domain/Remote.ts"

/** Each pass keeps the processor busy while it lists and compares. */
const inAll = 8
const perConnection = 4

export class Turns {
  readonly #all = Semaphore.makeUnsafe(inAll)
  readonly #remotes = new Map<string, { readonly connections: number; readonly permits: Semaphore.Semaphore }>()

  /**
   * Waits for a turn at each of the servers, and then for one on this machine. With `isAlone`, the pass has a connection to
   * each of them for itself: a server that allows few files to be open says so by refusing some.
   */
  readonly taking = <A, E, R>(
    remotes: ReadonlyArray<Remote>,
    isAlone: boolean,
    work: Effect.Effect<A, E, R>,
  ): Effect.Effect<A, E, R> =>
    remotes
      .toSorted((one, other) => one.name < other.name ? 1 : -1) // in one order everywhere, or two could wait for each other
      .reduce(
        (inner, remote) => this.#permitsOf(remote).withPermits(isAlone ? perConnection : 1)(inner),
        this.#all.withPermits(1)(work),
      )

  #permitsOf({ connections, name }: Remote): Semaphore.Semaphore {
    const known = this.#remotes.get(name)
    if (known?.connections === connections) return known.permits
    const permits = Semaphore.makeUnsafe(connections * perConnection)
    this.#remotes.set(name, { connections, permits })
    return permits
  }
}
