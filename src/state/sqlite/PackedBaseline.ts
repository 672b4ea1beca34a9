/** A baseline kept as pages of packed text: hardly larger than what it says, and unpacked only for what is asked. */
import { type Agreement, type Baseline, type Seen } from "../../domain/Baseline.ts"
import { type RelPath } from "../../domain/RelPath.ts"
import { unpackAgreement } from "./packAgreement.ts"
import { type PackedPage } from "./PackedPage.ts"
import { mixPath } from "./sealOf.ts"

export class PackedBaseline implements Baseline {
  readonly size: number
  readonly #pages: ReadonlyArray<PackedPage>
  readonly #rowsInPage: number
  /** Where paths are found: the number of a row, counted over all pages from 1, at or soon after `placeOf` its path. */
  readonly #places: Int32Array
  #last = -1 // the row that was asked for last

  /** All pages but the last must have equally many rows. */
  constructor(pages: ReadonlyArray<PackedPage>) {
    this.#pages = pages
    this.#rowsInPage = pages[0]?.rows ?? 1
    this.size = pages.reduce((total, { rows }) => total + rows, 0)
    this.#places = new Int32Array(2 ** Math.ceil(Math.log2(this.size * 2 + 1)))
    let number = 0
    for (const { mixed } of pages) {
      for (const each of mixed) this.#places[this.#freePlaceFor(each)] = ++number
    }
  }

  get(path: RelPath): Agreement | undefined {
    const row = this.#rowOf(path)
    return row === -1 ? undefined : unpackAgreement(this.#pageOf(row).agreedAt(row % this.#rowsInPage))
  }

  /** Paths are mostly asked for in their order here, so the next row is tried first. */
  isStill(path: RelPath, left: Seen, right: Seen): boolean {
    const next = this.#last + 1
    const isNext = next < this.size && this.#pageOf(next).isAt(next % this.#rowsInPage, path)
    const row = isNext ? next : this.#rowOf(path)
    if (row === -1) return false
    this.#last = row
    return this.#pageOf(row).isStill(row % this.#rowsInPage, left, right)
  }

  *keys(): Iterable<RelPath> {
    for (const page of this.#pages) {
      for (let row = 0; row < page.rows; row++) yield page.pathAt(row)
    }
  }

  #rowOf(path: RelPath): number {
    const last = this.#places.length - 1
    for (let place = placeOf(mixPath(path), last);; place = (place + 1) & last) {
      const row = (this.#places[place] ?? 0) - 1
      if (row === -1 || this.#pageOf(row).isAt(row % this.#rowsInPage, path)) return row
    }
  }

  #pageOf(row: number): PackedPage {
    return this.#pages[Math.floor(row / this.#rowsInPage)]!
  }

  #freePlaceFor(mixed: number): number {
    const last = this.#places.length - 1
    let place = placeOf(mixed, last)
    while (this.#places[place] !== 0) place = (place + 1) & last
    return place
  }
}

const placeOf = (mixed: number, last: number): number => (mixed ^ (mixed >>> 15)) & last
