/** Memory for the packets of one connection, used again as soon as the socket has handed them on to the system. */

const defaultBytes = 4 * 1024 * 1024

export class PacketRing {
  readonly #memory: Buffer
  #taken = 0 // counted from the beginning of time: where the next stretch begins
  #done = 0 // all before this may be used again

  constructor(bytes = defaultBytes) {
    this.#memory = Buffer.allocUnsafeSlow(bytes)
  }

  /** Of memory of its own where the ring has no room: nobody waits. */
  take(bytes: number): Buffer {
    const size = this.#memory.length
    const at = this.#taken % size
    const skipped = at + bytes > size ? size - at : 0
    if (this.#taken + skipped + bytes - this.#done > size) return Buffer.allocUnsafe(bytes)
    const begin = (at + skipped) % size
    this.#taken += skipped + bytes
    return this.#memory.subarray(begin, begin + bytes)
  }

  /** Gives what to call once everything that has been taken so far is of no use any more. */
  mark(): () => void {
    const taken = this.#taken
    return () => {
      this.#done = Math.max(this.#done, taken)
    }
  }
}
