/** Finds the blocks of an old content in a new one as that passes by, wherever they went. */
import { type Piece } from "../../endpoint/Endpoint.ts"
import { anchorBytes, anchorOf, findAnchor, sieveOf } from "./anchors.ts"
import { type BlockList } from "./BlockList.ts"

/**
 * For so long every byte is tried for an anchor once blocks are lost, which costs as much as a fast connection does. After
 * that, of so many bytes, only a block's worth is: any old stretch longer than that is still found, late by that much.
 */
const patienceBytes = 16 * 1024 * 1024

/** A block that is not the one that its anchor promised costs as much to find out as trying this part of its bytes. */
const missesInBlock = 4

export class BlockFinder {
  readonly #old: BlockList
  readonly #patience: number
  readonly #blocks = new Map<number, number>() // by anchors that stand for one content only
  readonly #sieve: Uint8Array
  #own = new Uint8Array(0)
  #held: Uint8Array = this.#own // or what was taken last
  #start = 0 // of what was not given out yet, in `held`
  #end = 0
  #look = 0 // all from `start` to here belongs to no block
  #untried = 0 // the first place of which no anchor was tried: `look`, or the one after it
  #offset = 0 // of the beginning of `held` in the new content
  #candidates: Array<number> = [] // blocks that may stand at `look`, the likeliest last
  #lostAt = 0
  #tryFrom = 0 // no anchor is believed before

  constructor(old: BlockList, patience = patienceBytes) {
    this.#old = old
    this.#patience = patience
    const ambiguous = new Set<number>()
    for (let block = 0; block < old.count && old.lengthOf(block) === old.blockBytes; block++) {
      const anchor = old.anchorAt(block)
      const known = this.#blocks.get(anchor)
      if (known === undefined) this.#blocks.set(anchor, block)
      else if (!old.tagAt(known).equals(old.tagAt(block))) ambiguous.add(anchor)
    }
    for (const anchor of ambiguous) this.#blocks.delete(anchor)
    this.#sieve = sieveOf(this.#blocks.keys())
    this.#arrive()
  }

  /**
   * Takes the next bytes of the new content, and gives what is decided by now. The pieces are good until more is taken, or
   * the bytes are no more.
   */
  take(bytes: Uint8Array): ReadonlyArray<Piece> {
    if (this.#start === this.#end) this.#borrow(bytes)
    else this.#hold(bytes)
    const pieces = this.#decide(false)
    if (this.#held !== this.#own && this.#start < this.#end) this.#keep(0)
    return pieces
  }

  end(): ReadonlyArray<Piece> {
    return this.#decide(true)
  }

  #decide(isLast: boolean): ReadonlyArray<Piece> {
    const pieces: Array<Piece> = []
    for (;;) {
      const candidate = this.#candidates.at(-1)
      if (candidate === undefined) {
        if (this.#roll(isLast)) continue
        break
      }
      const length = this.#old.lengthOf(candidate)
      const left = this.#end - this.#look
      if (left >= Math.min(anchorBytes, length) && !this.#begins(candidate, length)) this.#candidates.pop()
      else if (left < length && !isLast) break
      else if (left >= length && this.#old.isAt(candidate, this.#held.subarray(this.#look, this.#look + length))) {
        this.#giveBytes(pieces)
        this.#giveRange(pieces, candidate, length)
      } else {
        this.#candidates.pop()
        this.#tryFrom = this.#offset + this.#look + this.#old.blockBytes / missesInBlock
      }
    }
    this.#giveBytes(pieces)
    return pieces
  }

  #begins(block: number, length: number): boolean {
    const to = this.#look + Math.min(anchorBytes, length)
    return anchorOf(this.#held, this.#look, to) === this.#old.anchorAt(block)
  }

  /** Goes on to the next place where a block may stand. `false`: there is none in what is held. */
  #roll(isLast: boolean): boolean {
    const { blockBytes } = this.#old
    const last = this.#end - anchorBytes // the last place with a whole anchor
    while (this.#untried <= last) {
      const at = this.#offset + this.#look
      const aligned = this.#look + blockBytes - at % blockBytes
      if (this.#isResting(at)) this.#goTo(Math.min(aligned, this.#end))
      else if (this.#findAnchor(Math.min(aligned, last))) return true
      if (this.#look === aligned && this.#arrive()) return true
    }
    if (isLast) this.#look = this.#end
    return false
  }

  /** Looks at what is untried up to `stop`. */
  #findAnchor(stop: number): boolean {
    const from = Math.max(this.#untried, this.#tryFrom - this.#offset)
    const at = findAnchor(this.#held, from, stop, this.#blocks, this.#sieve)
    if (at === undefined) {
      this.#goTo(stop, stop + 1)
      return false
    }
    this.#goTo(at, at + 1)
    this.#arrive()
    const block = this.#blocks.get(anchorOf(this.#held, at, at + anchorBytes))
    if (block !== undefined) this.#candidates.push(block)
    return true
  }

  #goTo(look: number, untried = look): void {
    this.#look = look
    this.#untried = untried
  }

  #isResting(at: number): boolean {
    return at - this.#lostAt >= this.#patience && at % this.#patience >= this.#old.blockBytes
  }

  /** A block may stand where it stood before. */
  #arrive(): boolean {
    const at = this.#offset + this.#look
    const block = at / this.#old.blockBytes
    const isPlace = Number.isInteger(block) && block < this.#old.count
    this.#candidates = isPlace ? [block] : []
    return isPlace
  }

  #giveBytes(pieces: Array<Piece>): void {
    if (this.#look > this.#start) {
      pieces.push({ _tag: "Bytes", bytes: this.#held.subarray(this.#start, this.#look) })
    }
    this.#start = this.#look
  }

  #giveRange(pieces: Array<Piece>, block: number, length: number): void {
    const end = this.#look + length
    pieces.push({ _tag: "Range", from: this.#old.startOf(block), bytes: this.#held.subarray(this.#look, end) })
    this.#goTo(end)
    this.#start = end
    this.#lostAt = this.#offset + end
    this.#arrive()
    if (block + 1 < this.#old.count) this.#candidates.push(block + 1)
  }

  /** Nothing is left of what was taken before: these need not be copied. */
  #borrow(bytes: Uint8Array): void {
    this.#startAt(this.#end)
    this.#held = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length) // never another kind: the search is faster so
    this.#end = bytes.length
  }

  #hold(bytes: Uint8Array): void {
    if (this.#end + bytes.length > this.#own.length) this.#keep(bytes.length)
    this.#own.set(bytes, this.#end)
    this.#end += bytes.length
  }

  /** What was not given out yet stays, with room for so many bytes more. */
  #keep(more: number): void {
    const left = this.#held.subarray(this.#start, this.#end)
    const needed = left.length + more
    if (needed > this.#own.length) this.#own = new Uint8Array(4 * this.#old.blockBytes + needed)
    this.#own.set(left)
    this.#startAt(this.#start)
    this.#held = this.#own
    this.#end = left.length
  }

  /** What is held begins there from now on. */
  #startAt(start: number): void {
    this.#offset += start
    this.#goTo(this.#look - start, this.#untried - start)
    this.#start = 0
  }
}
