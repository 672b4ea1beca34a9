/** A server as it is seen from the far side of a proxy. */
import { Effect } from "effect"
import { appendFile, readFile } from "node:fs/promises"
import { type SftpServer } from "../servers/SftpServer.ts"
import { type DelayProxy } from "./delayProxy.ts"

/** The server's known_hosts file gains the same keys for the proxy's port. */
export const throughProxy = <Server extends SftpServer>(
  server: Server,
  proxy: Pick<DelayProxy, "port">,
): Effect.Effect<Server> =>
  Effect.promise(async () => {
    const lines = (await readFile(server.knownHosts, "utf8")).split("\n")
    const own = lines.filter((line) => line.includes(`:${server.port} `)) // and not those of other proxies
    const far = own.map((line) => `${line.replace(`:${server.port} `, `:${proxy.port} `)}\n`)
    await appendFile(server.knownHosts, far.join(""))
    return { ...server, port: proxy.port }
  })
