/** Somebody who is told things over HTTP, until the scope closes. */
import { Effect } from "effect"
import { createServer } from "node:http"
import { freePort } from "../../support/servers/freePort.ts"

export interface Heard {
  readonly path: string
  readonly body: unknown
}

/** `answerTo`: the status that a path is answered with; `undefined`: it never is. */
export const listeningAs = Effect.fnUntraced(function*(answerTo: (path: string) => number | undefined) {
  const port = yield* freePort
  const heard: Array<Heard> = []
  const server = createServer((request, response) => {
    const parts: Array<Buffer> = []
    request.on("data", (part: Buffer) => parts.push(part))
    request.on("end", () => {
      const text = Buffer.concat(parts).toString()
      const isJson = request.headers["content-type"]?.includes("json") === true
      heard.push({ path: request.url ?? "", body: isJson ? JSON.parse(text) : text })
      const status = answerTo(request.url ?? "")
      if (status !== undefined) response.writeHead(status, { "content-type": "application/json" }).end("{}")
    })
  })
  yield* Effect.acquireRelease(
    Effect.promise(() => new Promise<void>((done) => server.listen(port, "127.0.0.1", done))),
    () =>
      Effect.promise(() => {
        server.closeAllConnections()
        return new Promise((done) => server.close(done))
      }),
  )
  return { url: `http://127.0.0.1:${port}`, heard }
})

/** Everything is answered with 200. */
export const listening = listeningAs(() => 200)
