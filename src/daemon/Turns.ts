/** How many passes may go on side by side: in all, and to one server. */
import { Effect, Semaphore } from "effect"
import { type Remote } from "../domain/Remote.ts"

/** Each pass keeps the processor busy while it lists and compares. */
const inAll = 8
const perConnection = 4

export class Turns {
  readonly #all = new Queue(inAll)
  readonly #remotes = new Map<string, { readonly connections: number; readonly queue: Queue }>()

  /**
   * Waits for a turn at each of the servers, and then for one on this machine. A pass that `isAlone` at a server has one of
   * the connections there for itself: a server that allows few files to be open says so by refusing some.
   */
  readonly taking = <A, E, R>(
    remotes: ReadonlyArray<Remote>,
    isAlone: (remote: Remote) => boolean,
    work: Effect.Effect<A, E, R>,
  ): Effect.Effect<A, E, R> =>
    remotes
      .toSorted((one, other) => one.name < other.name ? 1 : -1) // in one order everywhere, or two could wait for each other
      .reduce(
        (inner, remote) => this.#queueOf(remote).taking(isAlone(remote) ? perConnection : 1, inner),
        this.#all.taking(1, work),
      )

  #queueOf({ connections, name }: Remote): Queue {
    const known = this.#remotes.get(name)
    if (known?.connections === connections) return known.queue
    const queue = new Queue(connections * perConnection)
    this.#remotes.set(name, { connections, queue })
    return queue
  }
}

/** First come, first served, however much one takes: of a semaphore alone, who wants little would overtake who wants all. */
class Queue {
  readonly #door = Semaphore.makeUnsafe(1)
  readonly #places: Semaphore.Semaphore

  constructor(places: number) {
    this.#places = Semaphore.makeUnsafe(places)
  }

  taking<A, E, R>(places: number, work: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> {
    return Effect.uninterruptibleMask((restore) =>
      Effect.gen({ self: this }, function*() {
        yield* restore(this.#door.take(1))
        yield* Effect.ensuring(restore(this.#places.take(places)), this.#door.release(1))
        return yield* Effect.ensuring(restore(work), this.#places.release(places))
      })
    )
  }
}
