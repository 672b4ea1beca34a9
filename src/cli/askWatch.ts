/** Asks the watch that goes on, through its socket. */
import { Effect } from "effect"
import { request } from "node:http"
import { reachable } from "../daemon/http/openSocket.ts"
import { ExitCode } from "./ExitCode.ts"
import { Failure } from "./Failure.ts"

export interface Asked {
  readonly path: string
  readonly body?: unknown // with one, or none: something is asked for; see `look`
  readonly isQuestion?: boolean // nothing is to be done
}

export interface Answered {
  readonly isDone: boolean
  readonly message: string
  readonly document: unknown // what was answered, as JSON
}

/** Fails where nobody listens. */
export const askWatch = Effect.fn("askWatch")(function*(socket: string, asked: Asked) {
  const place = yield* Effect.mapError(reachable(socket), () => nobody(socket))
  return yield* ask(socket, place, asked)
}, Effect.scoped)

const ask = (socket: string, place: string, { body, isQuestion = false, path }: Asked) =>
  Effect.callback<Answered, Failure>((resume) => {
    const sent = request({
      socketPath: place,
      path,
      method: isQuestion ? "GET" : "POST",
      headers: { host: "localhost" },
    })
    sent.once("error", () => resume(Effect.fail(nobody(socket))))
    sent.once("response", (response) => {
      const parts: Array<Buffer> = []
      response.on("data", (part: Buffer) => parts.push(part))
      response.once("end", () => resume(answerIn(Buffer.concat(parts).toString(), response.statusCode ?? 0)))
      response.once("error", () => resume(Effect.fail(nobody(socket))))
    })
    sent.end(body === undefined ? "" : JSON.stringify(body))
    return Effect.sync(() => sent.destroy())
  })

const answerIn = (text: string, status: number): Effect.Effect<Answered, Failure> =>
  Effect.try({
    try: () => JSON.parse(text) as { readonly message?: string },
    catch: () =>
      new Failure({ code: ExitCode.failed, message: "Error: the watch answered something else than it should." }),
  }).pipe(Effect.map((document) => ({ isDone: status === 200, message: document.message ?? "", document })))

const nobody = (socket: string): Failure =>
  new Failure({
    code: ExitCode.failed,
    message: `Error: no watch answers at ${socket}. Is syncfile watch running, with this syncfile?`,
  })
