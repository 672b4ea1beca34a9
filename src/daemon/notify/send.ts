/** The ways in which somebody is told. */
import { Effect, Redacted, Schedule } from "effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import { execFile } from "node:child_process"
import { type Notifier, type Value } from "../../domain/watch/Notifier.ts"
import { Secrets } from "../../endpoint/Secrets.ts"
import { type Message, sentenceOf } from "./Message.ts"

/** Why nobody was told. */
export interface Unsent {
  readonly _tag: "Unsent"
  readonly message: string
}

const unsent = (message: string): Unsent => ({ _tag: "Unsent", message })

const patience = "10 seconds"
const programMilliseconds = 30_000

/** A healthchecks address hears of passes, and not of messages. */
export const send = (notifier: Notifier, message: Message): Effect.Effect<void, Unsent, Secrets> => {
  switch (notifier._tag) {
    case "Webhook":
      return post(notifier.url, notifier.headers, {
        text: sentenceOf(message),
        kind: message.kind,
        name: message.name,
        host: message.host,
        pair: message.pair ?? null,
        time: new Date(message.time).toISOString(),
        concerns: message.concerns,
      })
    case "Command":
      return run(notifier.argv, message)
    case "Healthchecks":
      return Effect.void
  }
}

/** `signal`: what is added to the address; "" says that all went well. */
export const ping = (url: Value, signal: "" | "start" | "fail", words: string): Effect.Effect<void, Unsent, Secrets> =>
  Effect.flatMap(
    valueOf(url),
    (address) =>
      execute(
        HttpClientRequest.post(signal === "" ? address : `${address.replace(/\/+$/, "")}/${signal}`).pipe(
          HttpClientRequest.bodyText(words),
        ),
      ),
  )

const post = Effect.fnUntraced(function*(url: Value, headers: Readonly<Record<string, Value>>, body: unknown) {
  const address = yield* valueOf(url)
  let request = HttpClientRequest.post(address).pipe(HttpClientRequest.bodyJsonUnsafe(body))
  for (const [name, value] of Object.entries(headers)) {
    request = HttpClientRequest.setHeader(request, name, yield* valueOf(value))
  }
  yield* execute(request)
})

const execute = (request: HttpClientRequest.HttpClientRequest): Effect.Effect<void, Unsent> =>
  Effect.gen(function*() {
    const client = HttpClient.filterStatusOk(yield* HttpClient.HttpClient)
    yield* client.execute(request)
  }).pipe(
    Effect.timeout(patience),
    Effect.retry({ times: 2, schedule: Schedule.exponential("500 millis") }),
    Effect.mapError((error) => unsent("reason" in error ? error.reason._tag : error._tag)), // never the address: it may be a secret
    Effect.scoped,
    Effect.provide(FetchHttpClient.layer),
  )

const run = ([program, ...args]: readonly [string, ...ReadonlyArray<string>], message: Message) =>
  Effect.callback<void, Unsent>((resume) => {
    const child = execFile(program, args, {
      timeout: programMilliseconds,
      env: environmentOf(message),
    }, (error) => resume(error === null ? Effect.void : Effect.fail(unsent(`${program}: ${error.message}`))))
    child.stdin?.end()
    return Effect.sync(() => child.kill())
  })

const environmentOf = (message: Message): NodeJS.ProcessEnv => ({
  PATH: "/usr/local/bin:/usr/bin:/bin",
  SYNCFILE_MESSAGE: sentenceOf(message),
  SYNCFILE_KIND: message.kind,
  SYNCFILE_NAME: message.name,
  SYNCFILE_HOST: message.host,
  SYNCFILE_PAIR: message.pair ?? "",
  SYNCFILE_CONCERNS: message.concerns.map(({ key }) => key).join(","),
})

const valueOf = (value: Value): Effect.Effect<string, Unsent, Secrets> =>
  typeof value === "string"
    ? Effect.succeed(value)
    : Effect.flatMap(Secrets, (secrets) =>
      Effect.match(secrets.read(value), {
        onFailure: ({ message }) => message,
        onSuccess: (secret) => secret,
      })).pipe(
        Effect.flatMap((found) =>
          Redacted.isRedacted(found) ? Effect.succeed(Redacted.value(found)) : Effect.fail(unsent(found))
        ),
      )
