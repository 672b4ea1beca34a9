/** The ways in which somebody is told. */
import { Effect } from "effect"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import { type Notifier, type Value } from "../../domain/watch/Notifier.ts"
import { type Secrets } from "../../endpoint/Secrets.ts"
import { type Message, sentenceOf } from "./Message.ts"
import { type Ping } from "./Ping.ts"
import { post } from "./post.ts"
import { runProgram } from "./runProgram.ts"
import { type Unsent } from "./Unsent.ts"
import { valueOf } from "./valueOf.ts"

/** Those who get messages: a dead man's switch hears of passes instead. */
export type Reader = Exclude<Notifier, { readonly _tag: "Healthchecks" }>

export const send = (reader: Reader, message: Message): Effect.Effect<void, Unsent, Secrets> => {
  switch (reader._tag) {
    case "Webhook":
      return post(reader.url, (address) => webhookRequest(address, reader.headers, message))
    case "Command":
      return runProgram(reader.argv, environmentOf(message))
  }
}

export const ping = (url: Value, { signal, words }: Ping): Effect.Effect<void, Unsent, Secrets> =>
  post(url, (address) =>
    Effect.succeed(
      HttpClientRequest.post(signal === "" ? address : `${address.replace(/\/+$/, "")}/${signal}`).pipe(
        HttpClientRequest.bodyText(words),
      ),
    ))

const webhookRequest = Effect.fnUntraced(
  function*(address: string, headers: Readonly<Record<string, Value>>, message: Message) {
    let request = HttpClientRequest.post(address).pipe(HttpClientRequest.bodyJsonUnsafe({
      text: sentenceOf(message),
      kind: message.kind,
      name: message.name,
      host: message.host,
      pair: message.pair ?? null,
      time: new Date(message.time).toISOString(),
      concerns: message.concerns,
    }))
    for (const [name, value] of Object.entries(headers)) {
      request = HttpClientRequest.setHeader(request, name, yield* valueOf(value))
    }
    return request
  },
)

const environmentOf = (message: Message): Readonly<Record<string, string>> => ({
  SYNCFILE_MESSAGE: sentenceOf(message),
  SYNCFILE_KIND: message.kind,
  SYNCFILE_NAME: message.name,
  SYNCFILE_HOST: message.host,
  SYNCFILE_PAIR: message.pair ?? "",
  SYNCFILE_CONCERNS: message.concerns.map(({ key }) => key).join(","),
})
