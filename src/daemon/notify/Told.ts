/** What has been said of one subject to one who listens: once per change, then reminders. */
import { type Concern } from "./concernsOf.ts"
import { type MessageKind } from "./Message.ts"

export class Told {
  #keys = ""
  #at = 0 // when something was said last, in milliseconds since the epoch

  /** What is to be said now, if anything. `remind`: milliseconds after which it is said again; `undefined`: never. */
  next(concerns: ReadonlyArray<Concern>, now: number, remind: number | undefined): MessageKind | undefined {
    const keys = keysOf(concerns)
    if (keys !== this.#keys) return keys === "" ? "recovered" : "trouble"
    return keys !== "" && remind !== undefined && now - this.#at >= remind ? "reminder" : undefined
  }

  /** It has been said. */
  note(concerns: ReadonlyArray<Concern>, now: number): void {
    this.#keys = keysOf(concerns)
    this.#at = now
  }
}

const keysOf = (concerns: ReadonlyArray<Concern>): string => concerns.map(({ key }) => key).toSorted().join("\n")
