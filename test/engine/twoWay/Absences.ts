/** Which paths are gone from a side because somebody meant them to be: a user, or a plan that followed one. */
import { type Side } from "../../../src/domain/Side.ts"

export class Absences {
  readonly #ended = new Map<string, number | undefined>() // by place: the pass in which it was back, if it is
  #pass = 0

  newPass(): void {
    this.#pass += 1
  }

  note(side: Side, path: string): void {
    this.#ended.set(`${side}:${path}`, undefined)
  }

  /** Something is there again. */
  end(side: Side, path: string): void {
    const place = `${side}:${path}`
    if (this.#ended.has(place) && this.#ended.get(place) === undefined) this.#ended.set(place, this.#pass)
  }

  /** What came back in this pass may have been looked for before. */
  isMeant(side: Side, path: string): boolean {
    const place = `${side}:${path}`
    const ended = this.#ended.get(place)
    return this.#ended.has(place) && (ended === undefined || ended === this.#pass)
  }
}
