/** Some agreements of a baseline as two long texts: thousands of short strings would cost as much again to hold. */
import { type Seen } from "../../domain/Baseline.ts"
import { type RelPath } from "../../domain/RelPath.ts"
import { mixPath, sealOfAgreement } from "./sealOf.ts"

/** What stands between paths, none of which has a NUL in it, and packed agreements, none of which has a line feed. */
export const betweenPaths = "\0"
export const betweenAgreed = "\n"

export class PackedPage {
  readonly rows: number
  /** Of all its rows. */
  readonly seal: number
  /** Of each row's path. */
  readonly mixed: Int32Array
  readonly #paths: string
  readonly #agreed: string
  readonly #pathEnds: Uint32Array
  readonly #agreedEnds: Uint32Array

  constructor(rows: number, paths: string, agreed: string) {
    this.rows = rows
    this.#paths = paths
    this.#agreed = agreed
    this.#pathEnds = endsIn(paths, betweenPaths, rows)
    this.#agreedEnds = endsIn(agreed, betweenAgreed, rows)
    this.mixed = new Int32Array(rows)
    let seal = 0
    let path = 0
    let text = 0
    for (let row = 0; row < rows; row++) {
      const pathEnd = this.#pathEnds[row] ?? 0
      const agreedEnd = this.#agreedEnds[row] ?? 0
      const mixed = mixPath(paths, path, pathEnd)
      seal ^= sealOfAgreement(mixed, agreed, text, agreedEnd)
      this.mixed[row] = mixed
      path = pathEnd + 1
      text = agreedEnd + 1
    }
    this.seal = seal
  }

  isAt(row: number, path: RelPath): boolean {
    const start = startOf(this.#pathEnds, row)
    return start + path.length === this.#pathEnds[row] && this.#paths.startsWith(path, start)
  }

  pathAt(row: number): RelPath {
    return this.#paths.slice(startOf(this.#pathEnds, row), this.#pathEnds[row]) as RelPath
  }

  /** Whether both sides are as an agreement has them, and it holds no two digests: then they have one content. */
  isStill(row: number, left: Seen, right: Seen): boolean {
    const agreed = this.#agreed
    const end = this.#agreedEnds[row]! - 1 // the closing bracket
    const between = left.snapshot.packedEnd(left.rank, agreed, startOf(this.#agreedEnds, row) + 1)
    if (between === -1 || agreed[between] !== ",") return false
    const rest = right.snapshot.packedEnd(right.rank, agreed, between + 1)
    return rest === end || (rest !== -1 && agreed[rest] === "," && agreed.lastIndexOf(",", end) === rest)
  }

  agreedAt(row: number): string {
    return this.#agreed.slice(startOf(this.#agreedEnds, row), this.#agreedEnds[row])
  }
}

const endsIn = (text: string, between: string, rows: number): Uint32Array => {
  const ends = new Uint32Array(rows).fill(text.length)
  let end = -1
  for (let row = 0; row < rows - 1; row++) {
    end = text.indexOf(between, end + 1)
    ends[row] = end
  }
  return ends
}

const startOf = (ends: Uint32Array, row: number): number => row === 0 ? 0 : (ends[row - 1] ?? 0) + 1
