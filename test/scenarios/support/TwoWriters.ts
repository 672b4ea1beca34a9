/** Two people who keep editing, one on each side of a pair, and what of their work may not be lost. */
import { mkdirSync, renameSync, rmSync, unlinkSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import { type Side, sides } from "../../../src/domain/Side.ts"

const folders = 6
const names = 12 // in each of them, so that both often meet in one file

/**
 * Every text is written once only. It counts for as long as its own writer has not replaced or deleted it on the same
 * side: until then it must be somewhere.
 */
export class TwoWriters {
  readonly #roots: Readonly<Record<Side, string>>
  readonly #random: () => number
  readonly #live: Readonly<Record<Side, Map<string, string>>> = { left: new Map(), right: new Map() }
  #count = 0

  constructor(roots: Readonly<Record<Side, string>>, random: () => number) {
    this.#roots = roots
    this.#random = random
  }

  /** From now on only these have to be anywhere: the others have been seen in a backup, and need not be looked for again. */
  countOnly(texts: ReadonlySet<string>): void {
    for (const side of sides) {
      for (const [path, text] of this.#live[side]) if (!texts.has(text)) this.#live[side].delete(path)
    }
  }

  /** What may not be lost. */
  get counting(): ReadonlyArray<string> {
    return sides.flatMap((side) => [...this.#live[side].values()])
  }

  edit(): void {
    const side = this.#random() < 0.5 ? "left" : "right"
    const path = `folder ${this.#below(folders)}/${this.#below(names)}${this.#random() < 0.3 ? ".both" : ""}`
    const kind = this.#random()
    if (kind < 0.75) return this.write(side, path, kind < 0.4)
    return kind < 0.9
      ? this.remove(side, path)
      : this.rename(side, path, `folder ${this.#below(folders)}/${this.#count++}`)
  }

  /** As simple programs do it, into the file that is there; or as careful ones do, beside it and then over it. */
  write(side: Side, path: string, isInPlace: boolean): void {
    const count = this.#count++
    const length = (this.#random() < 0.05 ? 200_000 : 300) + count % 5000 // no two of a size in one second
    const text = `${side} ${count} `.padEnd(length, "text ")
    const place = join(this.#roots[side], path)
    const draft = join(this.#roots[side], "..", `draft on the ${side}`) // out of sight of both
    if (!isInPlace) writeFileSync(draft, text)
    const isWritten = () => {
      mkdirSync(dirname(place), { recursive: true })
      return isThere(() => isInPlace ? writeFileSync(place, text) : renameSync(draft, place))
    }
    while (!isWritten()); // a run may just have deleted the folder
    this.#live[side].set(path, text)
  }

  remove(side: Side, path: string): void {
    if (!isThere(() => unlinkSync(join(this.#roots[side], path)))) return
    this.#live[side].delete(path)
  }

  rename(side: Side, from: string, path: string): void {
    const place = join(this.#roots[side], path)
    mkdirSync(dirname(place), { recursive: true })
    if (!isThere(() => renameSync(join(this.#roots[side], from), place))) return
    const text = this.#live[side].get(from)
    this.#live[side].delete(from)
    if (text !== undefined) this.#live[side].set(path, text)
  }

  /** A folder that one of them takes away with all that is in it. */
  removeFolder(side: Side): void {
    const folder = `folder ${this.#below(folders)}`
    rmSync(join(this.#roots[side], folder), { recursive: true, force: true })
    for (const path of this.#live[side].keys()) if (path.startsWith(`${folder}/`)) this.#live[side].delete(path)
  }

  /** Edits every few milliseconds until it is told to end. */
  async keepEditing({ signal }: AbortController): Promise<void> {
    while (!signal.aborted) {
      this.edit()
      await wait(this.#random() * 20)
    }
  }

  #below(most: number): number {
    return Math.floor(this.#random() * most)
  }
}

/** Whether it could be done: what it is about may be gone. */
const isThere = (work: () => void): boolean => {
  try {
    work()
    return true
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return false
    throw cause
  }
}
