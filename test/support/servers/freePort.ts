/** Finds a port on loopback that a server may be given. */
import { Effect } from "effect"
import { createServer } from "node:net"

/**
 * Below the range that outgoing connections draw from: a client that dials a stopped server again and again
 * would otherwise meet itself there one day, or take the port before the server is back.
 */
const lowest = 12_000
const highest = 32_000

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.once("error", () => resolve(false))
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)))
  })

export const freePort: Effect.Effect<number> = Effect.promise(async () => {
  for (;;) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest))
    if (await accepts(port)) return port
  }
})
