/** What a dead man's switch is told, and what of it waits to be sent. */

export interface Ping {
  readonly pair: string // or that which stands for the watch
  /** What is added to the address; "" says that all went well. */
  readonly signal: "" | "start" | "fail"
  readonly words: string
}

/** At most one beginning and one end for each pair, in the order in which they came: the newer ones overtake the others. */
export class WaitingPings {
  #all: ReadonlyArray<Ping> = []

  add(ping: Ping): void {
    this.#all = [...this.#all.filter((other) => !overtakes(ping, other)), ping]
  }

  take(): Ping | undefined {
    const [first, ...rest] = this.#all
    this.#all = rest
    return first
  }

  /** It could not be sent. A beginning that is told too late tells nothing. */
  putBack(ping: Ping): void {
    if (ping.signal === "start" || this.#all.some((other) => overtakes(other, ping))) return
    this.#all = [ping, ...this.#all]
  }
}

const overtakes = (newer: Ping, { pair, signal }: Ping): boolean =>
  pair === newer.pair && (signal === "start") === (newer.signal === "start")
