/** Serves the built page with made-up documents, under the same rules that a daemon sends along. */
import { once } from "node:events"
import { readFileSync } from "node:fs"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { type AddressInfo } from "node:net"
import { join } from "node:path"
import { type StatusEvent } from "../../src/daemon/StatusDocument.ts"
import { runOf, type Scene } from "./madeUpDocuments.ts"

export interface Received {
  readonly path: string
  readonly token: string | undefined
  readonly body: string
}

export interface ServedPage {
  readonly url: string
  readonly orders: ReadonlyArray<Received> // all that were posted
  scene: Scene // what is told from now on
  isHearable: boolean // whether events are sent
  isAnswering: boolean
  send(event: StatusEvent): void
  hangUp(): void // on all who listen for events
  close(): Promise<void>
}

export const token = "of-this-test"

export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ")

const built = join(import.meta.dirname, "../../dist/page")
const kinds: Readonly<Record<string, string>> = {
  "page.js": "text/javascript; charset=utf-8",
  "page.css": "text/css; charset=utf-8",
  "icon.svg": "image/svg+xml",
}

export const servePage = async (scene: Scene): Promise<ServedPage> => {
  const orders: Array<Received> = []
  const listeners = new Set<ServerResponse>()
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://page.invalid").pathname
    if (!path.startsWith("/api")) return sendAsset(path.slice(1), response)
    if (!page.isAnswering) return void request.socket.destroy()
    if (path === "/api/events") return listenTo(response)
    if (request.method === "POST") return void takeOrder(path, request, response)
    const document = documentAt(path, page.scene)
    sendJson(response, document === undefined ? 404 : 200, document ?? { message: "unknown" })
  })
  const listenTo = (response: ServerResponse) => {
    if (!page.isHearable) return sendJson(response, 503, { message: "no events" })
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" })
    response.write(": here\n\n")
    listeners.add(response)
    response.on("close", () => listeners.delete(response))
  }
  const takeOrder = async (path: string, request: IncomingMessage, response: ServerResponse) => {
    const chunks: Array<Buffer> = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const given = request.headers.authorization?.replace("Bearer ", "")
    orders.push({ path, token: given, body: Buffer.concat(chunks).toString() })
    if (given !== token) return sendJson(response, 401, { message: "That token is not the one." })
    if (path.includes("handbook/run")) return sendJson(response, 409, { message: "handbook is suspended." })
    sendJson(response, 200, { message: "As you wish: <b>done</b>." })
  }
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const page: ServedPage = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    orders,
    scene,
    isHearable: true,
    isAnswering: true,
    send: (event) => {
      for (const listener of listeners) listener.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
    },
    hangUp: () => {
      for (const listener of listeners) listener.destroy()
    },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, "close")
    },
  }
  return page
}

const sendAsset = (name: string, response: ServerResponse) => {
  const kind = kinds[name]
  response.writeHead(200, {
    "content-type": kind ?? "text/html; charset=utf-8",
    "content-security-policy": contentSecurityPolicy,
    "x-content-type-options": "nosniff",
  })
  response.end(readFileSync(join(built, kind === undefined ? "index.html" : name)))
}

const sendJson = (response: ServerResponse, status: number, value: unknown) => {
  response.writeHead(status, { "content-type": "application/json" })
  response.end(JSON.stringify(value))
}

const documentAt = (path: string, scene: Scene): unknown => {
  const [, , kind, pair, runs, run] = path.split("/").map(decodeURIComponent)
  if (kind === "status") return scene.status
  if (kind === "config") return scene.config
  if (kind !== "pairs" || pair === undefined) return undefined
  if (runs === "runs" && run !== undefined) return runOf(pair, run, scene.status.now)
  return scene.pairs.get(pair)
}
