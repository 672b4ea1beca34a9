/** A baseline kept as pages of packed text: hardly larger than what it says, and unpacked only for what is asked. */
import { type Agreement, type Baseline } from "../../domain/Baseline.ts"
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
    const last = this.#places.length - 1
    for (let place = placeOf(mixPath(path), last);; place = (place + 1) & last) {
      const row = (this.#places[place] ?? 0) - 1
      if (row === -1) return undefined
      const page = this.#pages[Math.floor(row / this.#rowsInPage)]
      const rowInPage = row % this.#rowsInPage
      if (page?.isAt(rowInPage, path)) return unpackAgreement(page.agreedAt(rowInPage))
    }
  }

  *keys(): Iterable<RelPath> {
    for (const page of this.#pages) {
      for (let row = 0; row < page.rows; row++) yield page.pathAt(row)
    }
  }

  #freePlaceFor(mixed: number): number {
    const last = this.#places.length - 1
    let place = placeOf(mixed, last)
    while (this.#places[place] !== 0) place = (place + 1) & last
    return place
  }
}

const placeOf = (mixed: number, last: number): number => (mixed ^ (mixed >>> 15)) & last
