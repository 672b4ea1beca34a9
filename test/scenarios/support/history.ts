/** Random histories of two folders in which nobody touches what the other one touched: every tool has to agree on them. */
import { type Side } from "../../../src/domain/Side.ts"
import { applyEdit, type Edit, type Held, type Holding, isPossible, isWithin } from "./historyEdit.ts"
import { seededRandom } from "./seededRandom.ts"

/** What happens on both sides until they are brought into step, and what both have to hold then. */
export interface Round {
  readonly left: ReadonlyArray<Edit>
  readonly right: ReadonlyArray<Edit>
  readonly merged: Held
}

/** Equal seeds give equal histories. The first round starts with two empty folders. */
export const historyOf = (seed: number): ReadonlyArray<Round> => {
  const random = seededRandom(seed * 7919 + 1)
  for (let warm = 0; warm < 5; warm++) random() // the first numbers of neighbouring seeds are neighbours
  const clock = { now: 0 }
  const rounds: Array<Round> = []
  let base: Held = new Map()
  for (let number = 0; number < 3; number++) {
    const round = new Playing(base, random, clock)
    if (number === 0) round.write("left", anchor)
    const edits = 1 + Math.floor(random() * 8)
    for (let edit = 0; edit < edits; edit++) round.editSomething()
    base = round.merged()
    rounds.push({ left: round.left.edits, right: round.right.edits, merged: base })
  }
  return rounds
}

class Hand {
  readonly edits: Array<Edit> = []
  readonly touched: Array<string> = [] // nothing in these and nothing above them is the other one's
  readonly held: Map<string, Holding>

  constructor(base: Held) {
    this.held = new Map(base)
  }

  do(edit: Edit): void {
    applyEdit(this.held, edit)
    this.edits.push(edit)
    this.touched.push(edit.path, ...(edit._tag === "Rename" ? [edit.from] : []))
  }
}

class Playing {
  readonly left: Hand
  readonly right: Hand
  readonly #base: Held
  readonly #random: () => number
  readonly #clock: { now: number }

  constructor(base: Held, random: () => number, clock: { now: number }) {
    this.#base = base
    this.#random = random
    this.#clock = clock
    this.left = new Hand(base)
    this.right = new Hand(base)
  }

  merged(): Held {
    const paths = new Set([...this.left.held.keys(), ...this.right.held.keys()])
    return new Map(
      [...paths].sort().flatMap((path): ReadonlyArray<[string, Holding]> => {
        const [before, left, right] = [this.#base.get(path), this.left.held.get(path), this.right.held.get(path)]
        const now = left === before ? right : left
        return now === undefined ? [] : [[path, now]]
      }),
    )
  }

  editSomething(): void {
    const side = this.#random() < 0.5 ? "left" : "right"
    const kind = this.#random()
    if (kind < 0.35) return this.write(side, this.#newPath(side))
    if (kind < 0.45) return this.#onBoth(this.#newPath(side))
    if (kind < 0.55) return this.#do(side, { _tag: "MakeFolder", path: this.#newPath(side) })
    const path = this.#pick([...this[side].held.keys()].filter((path) => path !== anchor))
    if (path === undefined) return
    const holding = this[side].held.get(path)
    if (kind < 0.75) return holding === "folder" ? this.#do(side, { _tag: "Remove", path }) : this.write(side, path)
    if (kind < 0.8) {
      return holding === "folder"
        ? undefined
        : this.#do(side, { _tag: "Touch", path, seconds: this.#tick() })
    }
    if (kind < 0.9) return this.#do(side, { _tag: "Remove", path })
    const to = this.#newPath(side)
    if (to !== path && !to.startsWith(`${path}/`)) this.#do(side, { _tag: "Rename", from: path, path: to })
  }

  write(side: Side, path: string): void {
    this.#do(side, this.#writing(path))
  }

  /** The same edit on both sides: they agree already. */
  #onBoth(path: string): void {
    if (!this.#isFree("left", path) || !this.#isFree("right", path) || this.left.held.has(path)) return
    const edit = this.#writing(path)
    if (!isPossible(this.left.held, edit) || !isPossible(this.right.held, edit)) return
    this.left.do(edit)
    this.right.do(edit)
  }

  #do(side: Side, edit: Edit): void {
    const paths = edit._tag === "Rename" ? [edit.from, edit.path] : [edit.path]
    if (paths.every((path) => this.#isFree(side, path)) && isPossible(this[side].held, edit)) this[side].do(edit)
  }

  #isFree(side: Side, path: string): boolean {
    const others = (side === "left" ? this.right : this.left).touched
    return others.every((other) => !isWithin(path, other) && !isWithin(other, path))
  }

  #writing(path: string): Edit {
    const seconds = this.#tick()
    const length = this.#pick([0, 12, 12, 12, 300])!
    const text = length === 0 ? "" : `${seconds} `.padEnd(length, "x")
    return { _tag: "Write", path, text, seconds }
  }

  #newPath(side: Side): string {
    const folders = [...this[side].held].filter(([, holding]) => holding === "folder").map(([path]) => path)
    const above = this.#random() < 0.4 ? undefined : this.#pick(folders)
    const deeper = this.#random() < 0.3 ? `${this.#pick(names)}/` : ""
    return `${above === undefined ? "" : `${above}/`}${deeper}${this.#pick(names)}`
  }

  #pick<A>(from: ReadonlyArray<A>): A | undefined {
    return from[Math.floor(this.#random() * from.length)]
  }

  #tick(): number {
    return 1_700_000_000 + 7 * this.#clock.now++
  }
}

/** Always there: a side that is emptied is another story. */
const anchor = "anchor"

const names = ["a", "b", "c.txt", "d e", "ä", "-f", ".h", "日本"]
