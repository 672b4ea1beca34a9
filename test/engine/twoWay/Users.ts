/** The people on both sides of a pair. Each content that they write is one that never was before. */
import { isWithin, type RelPath } from "../../../src/domain/RelPath.ts"
import { type Side } from "../../../src/domain/Side.ts"
import { type MemoryWorld } from "../../../src/endpoint/memory/MemoryWorld.ts"
import { type MemoryPair } from "../../support/memoryPair.ts"
import { type Edit, type Story } from "./Story.ts"

const epoch = 1_600_000_000_000

export class Users {
  readonly #both: MemoryPair
  readonly #hasSizes: boolean
  #count = 0

  /** Where only sizes are compared, no two contents have the same one. */
  constructor(both: MemoryPair, { compare }: Story) {
    this.#both = both
    this.#hasSizes = compare === "size"
  }

  /** No two stamps are the same either: in the same second and with the same size, nothing could be told apart. */
  write(side: Side, path: string): void {
    const text = this.#newText()
    this.#both[side].put(path, text, { modified: this.#newTime() })
  }

  writeSame(path: string): void {
    const [text, modified] = [this.#newText(), this.#newTime()]
    for (const side of ["left", "right"] as const) this.#both[side].put(path, text, { modified })
  }

  /** Gives whether there was anything to do. */
  edit({ side, what, path, to = path }: Edit): boolean {
    const world = this.#both[side]
    switch (what) {
      case "write":
        this.write(side, path)
        return true
      case "touch":
        return this.#touch(world, path)
      case "remove":
        if (world.peek(path) === undefined) return false
        world.remove(path)
        return true
      case "rename":
        return rename(world, path, to)
      case "make folder":
        if (world.peek(path)?._tag === "Directory") return false
        world.putEntry(path, { _tag: "Directory" })
        return true
    }
  }

  #touch(world: MemoryWorld, path: string): boolean {
    const content = world.content(path)
    if (content === undefined) return false
    world.put(path, content, { modified: this.#newTime() })
    return true
  }

  #newText(): string {
    this.#count += 1
    return String(this.#count).padEnd(this.#hasSizes ? 70 + this.#count : 70, ".")
  }

  #newTime(): number {
    this.#count += 1
    return epoch + this.#count * 10_000
  }
}

/** As `mv -f` does, except that it replaces folders too. */
const rename = (world: MemoryWorld, from: string, to: string): boolean => {
  const node = world.find(from)
  if (node === undefined || isWithin(from as RelPath, to as RelPath)) return false
  const renamed = world.renamed(node)
  world.remove(from)
  world.plant(to, renamed)
  return true
}
