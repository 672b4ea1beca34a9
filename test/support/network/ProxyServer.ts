/** A TCP proxy on loopback that can delay, stall, cut and refuse; runs in a thread of its own. */
import { createServer, type Server } from "node:net"
import { type Weather } from "./DelayLine.ts"
import { ProxiedConnection } from "./ProxiedConnection.ts"
import { Traffic } from "./Traffic.ts"

export class ProxyServer {
  readonly traffic = new Traffic()
  readonly #port: number
  readonly #target: number
  readonly #weather: Weather
  readonly #connections = new Set<ProxiedConnection>()
  #server: Server | undefined

  constructor(port: number, target: number, delayMilliseconds: number) {
    this.#port = port
    this.#target = target
    this.#weather = { delayMilliseconds, stalled: false }
  }

  accept(): Promise<void> {
    if (this.#server !== undefined) return Promise.resolve()
    const server = createServer({ noDelay: true, allowHalfOpen: true }, (client) => {
      this.traffic.connections++
      const connection = new ProxiedConnection(client, this.#target, this.#weather, this.traffic)
      this.#connections.add(connection)
      connection.onClose(() => this.#connections.delete(connection))
    })
    this.#server = server
    return new Promise((resolve, reject) => {
      server.once("error", reject)
      server.listen({ port: this.#port, host: "127.0.0.1", backlog: 511 }, resolve)
    })
  }

  /** The port is closed until `accept`; connections that are open stay so. */
  refuse(): void {
    this.#server?.close()
    this.#server = undefined
  }

  cut(): void {
    for (const connection of this.#connections) connection.cut()
  }

  setWeather(change: Partial<Weather>): void {
    Object.assign(this.#weather, change)
    for (const connection of this.#connections) connection.flow()
  }
}
