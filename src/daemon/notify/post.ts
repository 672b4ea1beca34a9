/** Posts something over HTTP, and says in a few words why it did not arrive: the address may be a secret, the host is told. */
import { Effect, Schedule } from "effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as HttpClient from "effect/http/HttpClient"
import { type HttpClientRequest } from "effect/http/HttpClientRequest"
import { type Value } from "../../domain/watch/Notifier.ts"
import { type Secrets } from "../../endpoint/Secrets.ts"
import { type Unsent, unsent } from "./Unsent.ts"
import { valueOf } from "./valueOf.ts"

/** For one answer, and for all that is tried. */
const patience = "10 seconds"
const wholePatience = "25 seconds"

export const post = Effect.fnUntraced(
  function*(url: Value, requestTo: (address: string) => Effect.Effect<HttpClientRequest, Unsent, Secrets>) {
    const address = yield* valueOf(url)
    const { host } = yield* checked(address)
    const silent = unsent(`${host} did not answer in time`, true)
    const request = yield* requestTo(address)
    yield* execute(request, host).pipe(
      Effect.timeoutOrElse({ duration: patience, orElse: () => Effect.fail(silent) }),
      Effect.retry({ times: 2, while: ({ isAway }) => isAway, schedule: Schedule.exponential("500 millis") }),
      Effect.timeoutOrElse({ duration: wholePatience, orElse: () => Effect.fail(silent) }),
    )
  },
)

/** One that is a secret is looked at here for the first time. */
const checked = (address: string): Effect.Effect<URL, Unsent> => {
  const url = URL.parse(address)
  if (url === null || !/^https?:$/.test(url.protocol)) {
    return Effect.fail(unsent("the address begins with neither http nor https"))
  }
  return url.username + url.password === ""
    ? Effect.succeed(url)
    : Effect.fail(unsent("the address holds a user or a password, which has to be sent as a header instead"))
}

/** The body of an answer is not waited for. No span and no header tells of it: a trace would hold the address. */
const execute = (request: HttpClientRequest, host: string): Effect.Effect<void, Unsent> =>
  Effect.gen(function*() {
    const client = HttpClient.withScope(yield* HttpClient.HttpClient)
    const { status } = yield* Effect.mapError(client.execute(request), ({ cause, reason }) =>
      unsent(`${host} cannot be reached${codeOf(reason) ?? codeOf(cause) ?? ""}`, true))
    if (status < 200 || status > 299) {
      return yield* Effect.fail(unsent(`${host} answered ${status}`, isPassing(status)))
    }
  }).pipe(
    Effect.scoped,
    Effect.provideService(HttpClient.TracerDisabledWhen, () =>
      true),
    Effect.provide(FetchHttpClient.layer),
  )

/** Another attempt may be answered otherwise. */
const isPassing = (status: number): boolean => status >= 500 || status === 429 || status === 408

/** Such as ` (ECONNREFUSED)`: what else is said there may hold the address. */
const codeOf = (error: unknown): string | undefined => {
  for (let cause = error; cause instanceof Object; cause = "cause" in cause ? cause.cause : undefined) {
    if ("code" in cause && typeof cause.code === "string") return ` (${cause.code})`
  }
  return undefined
}
