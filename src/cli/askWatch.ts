/** Asks the watch that goes on, through its socket. */
import { Data, Effect } from "effect"
import { request } from "node:http"
import { isBusy, reachable } from "../daemon/http/openSocket.ts"

export interface Asked {
  readonly path: string
  readonly body?: unknown // with one, or none: something is asked for; see `look`
  readonly isQuestion?: boolean // nothing is to be done
  readonly mayLast?: boolean // the answer comes when something is over, however long that takes
}

export interface Answered {
  readonly isDone: boolean
  readonly message: string
  readonly document: unknown // what was answered, as JSON
}

/** `nobody`: no watch goes on. `silent`: one does, and does not answer. `strange`: what answers is no watch of ours. */
export class NoAnswer extends Data.TaggedError("NoAnswer")<{
  readonly socket: string
  readonly why: "nobody" | "silent" | "strange"
}> {
  override get message(): string {
    switch (this.why) {
      case "nobody":
        return `no watch answers at ${this.socket}. Is syncfile watch running, with this syncfile?`
      case "silent":
        return `a watch goes on at ${this.socket}, but has not answered for ${patienceSeconds} seconds: it is stuck, or `
          + "somebody has stopped it, and its pairs are not kept in step. Look at its log, and start it anew: nothing is "
          + "lost by that, even with kill -9. What it was asked to do it may still do."
      case "strange":
        return `the watch at ${this.socket} answered something else than it should. Is it of another version?`
    }
  }
}

/** Far more than a watch takes that has much to do: it answers between two steps of a pass. */
const patienceSeconds = 10

export const askWatch = Effect.fn("askWatch")(function*(socket: string, asked: Asked) {
  const place = yield* Effect.mapError(reachable(socket), () => new NoAnswer({ socket, why: "nobody" }))
  const asking = ask(socket, place, asked)
  const { status, text } = yield* asked.mayLast === true
    ? Effect.raceFirst(asking, untilSilent(socket, place))
    : patiently(socket, asking)
  const document = yield* Effect.try({
    try: () => JSON.parse(text) as { readonly message?: string },
    catch: () => new NoAnswer({ socket, why: "strange" }),
  })
  const answered: Answered = { isDone: status === 200, message: document.message ?? "", document }
  return answered
}, Effect.scoped)

interface Heard {
  readonly status: number
  readonly text: string
}

const patiently = (socket: string, asking: Effect.Effect<Heard, NoAnswer>) =>
  Effect.timeoutOrElse(asking, {
    duration: `${patienceSeconds} seconds`,
    orElse: () => Effect.fail(new NoAnswer({ socket, why: "silent" })),
  })

/** Goes on for as long as the watch answers something that takes it no time. */
const untilSilent = (socket: string, place: string) => {
  const isThere = patiently(socket, ask(socket, place, { path: "/healthz", isQuestion: true }))
  return Effect.forever(Effect.andThen(isThere, Effect.sleep(`${patienceSeconds} seconds`)))
}

const ask = (socket: string, place: string, { body, isQuestion = false, path }: Asked) =>
  Effect.callback<Heard, NoAnswer>((resume) => {
    const fail = (error: Error) =>
      resume(Effect.fail(new NoAnswer({ socket, why: isBusy(error) ? "silent" : "nobody" })))
    const sent = request({
      socketPath: place,
      path,
      method: isQuestion ? "GET" : "POST",
      headers: { host: "localhost" },
    })
    sent.once("error", fail)
    sent.once("response", (response) => {
      const parts: Array<Buffer> = []
      response.on("data", (part: Buffer) => parts.push(part))
      response.once(
        "end",
        () => resume(Effect.succeed({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() })),
      )
      response.once("error", fail)
    })
    sent.end(body === undefined ? "" : JSON.stringify(body))
    return Effect.sync(() => sent.destroy())
  })
