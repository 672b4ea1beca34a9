/** One direction of a connection: what comes in goes out in order, each piece a fixed time later. */
import { type Socket } from "node:net"

/** What every line of a proxy goes by; changed while it runs. */
export interface Weather {
  delayMilliseconds: number
  stalled: boolean
}

type Piece = Buffer | "end" | "reset"

/** Bytes the line may hold while its outlet takes no more, and at any time: a fast link with a long delay needs room. */
const heldWhileBlocked = 1 << 20
const heldAtMost = 256 << 20

/**
 * It delays without limiting the rate: what is under way does not wait for what went before to be answered.
 * If the outlet takes no more, the inlet is no longer read, so the sender feels it as it would on a real link.
 */
export class DelayLine {
  readonly #inlet: Socket
  readonly #outlet: Socket
  readonly #weather: Weather
  #pieces: Array<{ readonly due: number; readonly piece: Piece }> = []
  #first = 0
  #held = 0
  #blocked = false
  #open: boolean
  #timer: NodeJS.Timeout | undefined

  constructor(inlet: Socket, outlet: Socket, weather: Weather, open: boolean) {
    this.#inlet = inlet
    this.#outlet = outlet
    this.#weather = weather
    this.#open = open
    outlet.on("drain", () => {
      this.#blocked = false
      this.flow()
    })
  }

  /** Before this is called nothing comes out. */
  open(): void {
    this.#open = true
    this.flow()
  }

  push(piece: Piece): void {
    const now = performance.now()
    this.#pieces.push({ due: now + this.#weather.delayMilliseconds, piece })
    if (typeof piece !== "string") this.#held += piece.length
    if (this.#pieces.length - this.#first === 1) this.flow()
    else this.#regulate()
  }

  /** Lets out what is due. To be called after a change of weather, too. */
  flow(): void {
    if (this.#timer !== undefined) clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#open && !this.#weather.stalled) {
      const now = performance.now()
      this.#outlet.cork()
      while (!this.#blocked && this.#first < this.#pieces.length) {
        const next = this.#pieces[this.#first]
        if (next === undefined || next.due > now) break
        this.#first++
        this.#let(next.piece)
      }
      this.#outlet.uncork()
      this.#compact()
      this.#wakeFor(now)
    }
    this.#regulate()
  }

  discard(): void {
    if (this.#timer !== undefined) clearTimeout(this.#timer)
    this.#open = false
    this.#pieces = []
    this.#first = 0
    this.#held = 0
  }

  #let(piece: Piece): void {
    if (this.#outlet.destroyed) return
    if (piece === "end") this.#outlet.end()
    else if (piece === "reset") this.#outlet.resetAndDestroy()
    else {
      this.#held -= piece.length
      this.#blocked = !this.#outlet.write(piece)
    }
  }

  #compact(): void {
    if (this.#first === this.#pieces.length) this.#pieces = []
    else if (this.#first > 4096) this.#pieces = this.#pieces.slice(this.#first)
    else return
    this.#first = 0
  }

  #wakeFor(now: number): void {
    const next = this.#pieces[this.#first]
    if (next === undefined || this.#blocked) return
    this.#timer = setTimeout(() => this.flow(), Math.ceil(next.due - now))
  }

  #regulate(): void {
    const blocked = this.#blocked || this.#weather.stalled || !this.#open
    const full = this.#held > (blocked ? heldWhileBlocked : heldAtMost)
    if (full && !this.#inlet.isPaused()) this.#inlet.pause()
    else if (!full && this.#inlet.isPaused()) this.#inlet.resume()
  }
}
