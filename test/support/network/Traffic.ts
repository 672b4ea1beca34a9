/** What has passed through a proxy so far, and how much more may. */

export type Direction = "up" | "down" // up: from client to server

export class Traffic {
  up = 0
  down = 0
  connections = 0
  #allowed: { direction: Direction; bytes: number } | undefined

  /** The connection that would carry a byte more than this in that direction, counted over all of them, is cut. */
  allow(direction: Direction, bytes: number): void {
    this.#allowed = { direction, bytes }
  }

  /** Counts a piece. Tells how many of its bytes may pass; if not all of them, the connection ends there. */
  take(direction: Direction, bytes: number): number {
    const allowed = this.#allowed
    if (allowed === undefined || allowed.direction !== direction) {
      this[direction] += bytes
      return bytes
    }
    const passing = Math.min(bytes, allowed.bytes)
    this[direction] += passing
    allowed.bytes -= passing
    if (passing < bytes) this.#allowed = undefined
    return passing
  }
}
