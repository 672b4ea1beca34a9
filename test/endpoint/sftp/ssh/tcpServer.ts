/** A TCP server on loopback that is no SSH server, and does not hang up because the other side does. */
import { Effect, type Scope } from "effect"
import { createServer, type Server, type Socket } from "node:net"

/** The port it listens on. It closes with the scope, and so do its connections. */
export const tcpServer = (treat: (socket: Socket) => void): Effect.Effect<number, never, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.callback<{ readonly server: Server; readonly sockets: Set<Socket> }>((resume) => {
      const sockets = new Set<Socket>()
      const server = createServer({ allowHalfOpen: true }, (socket) => {
        sockets.add(socket.on("error", () => {}))
        treat(socket)
      })
      server.listen(0, "127.0.0.1", () => resume(Effect.succeed({ server, sockets })))
    }),
    ({ server, sockets }) =>
      Effect.sync(() => {
        server.close()
        for (const socket of sockets) socket.destroy()
      }),
  ).pipe(Effect.map(({ server }) => {
    const address = server.address()
    if (typeof address !== "object" || address === null) throw new Error("no port")
    return address.port
  }))
