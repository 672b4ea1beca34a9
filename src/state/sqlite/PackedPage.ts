/** Some agreements of a baseline as two long texts: thousands of short strings would cost as much again to hold. */
import { type RelPath } from "../../domain/RelPath.ts"
import { mixPath, sealOfAgreement } from "./sealOf.ts"

/** What follows each path, which has no NUL in it, and each packed agreement, which has no line feed in it. */
export const afterPath = "\0"
export const afterAgreed = "\n"

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
    this.#pathEnds = endsIn(paths, afterPath, rows)
    this.#agreedEnds = endsIn(agreed, afterAgreed, rows)
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

  agreedAt(row: number): string {
    return this.#agreed.slice(startOf(this.#agreedEnds, row), this.#agreedEnds[row])
  }
}

const endsIn = (text: string, after: string, rows: number): Uint32Array => {
  const ends = new Uint32Array(rows)
  let end = -1
  for (let row = 0; row < rows; row++) {
    end = text.indexOf(after, end + 1)
    ends[row] = end
  }
  return ends
}

const startOf = (ends: Uint32Array, row: number): number => row === 0 ? 0 : (ends[row - 1] ?? 0) + 1
