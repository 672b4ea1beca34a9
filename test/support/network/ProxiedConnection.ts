/** One client's connection and the one made to the server for it, with a delay line each way. */
import { connect, type Socket } from "node:net"
import { DelayLine, type Weather } from "./DelayLine.ts"
import { type Direction, type Traffic } from "./Traffic.ts"

/** After the last bytes that may pass, the kernel gets this long to hand them over before the reset overtakes them. */
const graceMilliseconds = 5

export class ProxiedConnection {
  readonly #client: Socket
  readonly #server: Socket
  readonly #weather: Weather
  readonly #traffic: Traffic
  readonly #up: DelayLine
  readonly #down: DelayLine
  #ended = false

  constructor(client: Socket, target: number, weather: Weather, traffic: Traffic) {
    this.#client = client
    this.#weather = weather
    this.#traffic = traffic
    this.#server = connect({ port: target, host: "127.0.0.1", noDelay: true, allowHalfOpen: true })
    this.#up = new DelayLine(client, this.#server, weather, false)
    this.#down = new DelayLine(this.#server, client, weather, false)
    this.#carry("up", client, this.#up)
    this.#carry("down", this.#server, this.#down)
    this.#shakeHands()
  }

  /** Both ends get a reset, and what is under way is lost. */
  cut(): void {
    this.#ended = true
    for (const line of [this.#up, this.#down]) line.discard()
    for (const socket of [this.#client, this.#server]) socket.resetAndDestroy()
  }

  flow(): void {
    this.#up.flow()
    this.#down.flow()
  }

  onClose(listener: () => void): void {
    const check = () => {
      if (this.#client.destroyed && this.#server.destroyed) listener()
    }
    this.#client.once("close", check)
    this.#server.once("close", check)
  }

  #carry(direction: Direction, inlet: Socket, line: DelayLine): void {
    inlet.on("data", (bytes: Buffer) => {
      if (this.#ended) return
      const passing = this.#traffic.take(direction, bytes.length)
      if (passing === bytes.length) return line.push(bytes)
      this.#ended = true
      if (passing > 0) line.push(bytes.subarray(0, passing))
      setTimeout(() => this.cut(), this.#weather.delayMilliseconds + graceMilliseconds)
    })
    inlet.on("end", () => line.push("end"))
    inlet.on("error", () => {}) // "close" tells whether there was one
    inlet.on("close", (failed) => failed && line.push("reset"))
  }

  /**
   * The client's kernel has its answer at once, on a real link after a round trip. What it then sends arrives
   * three crossings after the start, and what the server says on seeing the connection four.
   */
  #shakeHands(): void {
    const { delayMilliseconds } = this.#weather
    if (delayMilliseconds === 0) {
      this.#up.open()
      this.#down.open()
      return
    }
    setTimeout(() => !this.#ended && this.#up.open(), 3 * delayMilliseconds)
    setTimeout(() => !this.#ended && this.#down.open(), 4 * delayMilliseconds)
  }
}
