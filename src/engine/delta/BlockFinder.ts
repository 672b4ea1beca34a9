/** Finds the blocks of an old content in a new one as that passes by, wherever they went. */
import { type Piece } from "../../endpoint/Endpoint.ts"
import { anchorBytes, anchorOf, gear } from "./anchors.ts"
import { type BlockList } from "./BlockList.ts"

/**
 * For so long every byte is tried for an anchor once blocks are lost, which costs as much as a fast connection does. After
 * that only two blocks' worth of so many bytes is: any old stretch longer than that is still found, late by that much.
 */
const patienceBytes = 16 * 1024 * 1024

/** A block that is not the one that its anchor promised costs as much to find out as trying this part of its bytes. */
const missesInBlock = 4

export class BlockFinder {
  readonly #old: BlockList
  readonly #patience: number
  readonly #blocks = new Map<number, number>() // by anchors that stand for one content only
  readonly #maybe = new Uint8Array(1 << 16) // whether any of these anchors begins with these sixteen bits
  #held = Buffer.alloc(0)
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
    for (const anchor of this.#blocks.keys()) this.#maybe[anchor >>> 16] = 1
    this.#arrive()
  }

  /** Takes the next bytes of the new content, and gives what is decided by now. The pieces are good until more is taken. */
  take(bytes: Uint8Array): ReadonlyArray<Piece> {
    this.#hold(bytes)
    return this.#decide(false)
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
      const stop = Math.min(aligned, last)
      if (this.#isResting(at)) this.#goTo(stop, stop === aligned ? stop : stop + 1)
      else if (this.#findAnchor(stop)) return true
      if (this.#look === aligned && this.#arrive()) return true
    }
    if (isLast) this.#look = this.#end
    return false
  }

  /** Looks at what is untried up to `stop`. */
  #findAnchor(stop: number): boolean {
    const held = this.#held
    const maybe = this.#maybe
    const from = this.#untried
    let anchor = anchorOf(held, from, from + anchorBytes - 1)
    for (let at = from; at <= stop; at++) {
      anchor = (anchor << 1) + gear[held[at + anchorBytes - 1]!]! | 0
      if (maybe[anchor >>> 16] === 0 || this.#offset + at < this.#tryFrom) continue
      const block = this.#blocks.get(anchor)
      if (block === undefined) continue
      this.#goTo(at, at + 1)
      this.#arrive()
      this.#candidates.push(block)
      return true
    }
    this.#goTo(stop, stop + 1)
    return false
  }

  #goTo(look: number, untried: number): void {
    this.#look = look
    this.#untried = untried
  }

  #isResting(at: number): boolean {
    return at - this.#lostAt >= this.#patience && at % this.#patience >= 2 * this.#old.blockBytes
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
    this.#goTo(end, end)
    this.#start = end
    this.#lostAt = this.#offset + end
    this.#arrive()
    if (block + 1 < this.#old.count) this.#candidates.push(block + 1)
  }

  #hold(bytes: Uint8Array): void {
    if (this.#end + bytes.length > this.#held.length) this.#makeRoom(bytes.length)
    this.#held.set(bytes, this.#end)
    this.#end += bytes.length
  }

  /** What was given out makes way. */
  #makeRoom(bytes: number): void {
    const left = this.#end - this.#start
    const before = this.#held
    if (left + bytes > before.length) this.#held = Buffer.allocUnsafeSlow(4 * this.#old.blockBytes + left + bytes)
    before.copy(this.#held, 0, this.#start, this.#end)
    this.#offset += this.#start
    this.#goTo(this.#look - this.#start, this.#untried - this.#start)
    this.#end = left
    this.#start = 0
  }
}
