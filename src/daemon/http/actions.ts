/** What may be asked of a watch over HTTP. */
import { Effect, Option, Redacted, Schema } from "effect"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import type * as HttpServerResponse from "effect/http/HttpServerResponse"
import { createHash, timingSafeEqual } from "node:crypto"
import { Secrets } from "../../endpoint/Secrets.ts"
import { type StateStore } from "../../state/StateStore.ts"
import { type Answer, reload, resumePair, runPair, stopPair, suspendPair } from "../control.ts"
import { type Hub } from "../Hub.ts"
import { type World } from "../World.ts"
import { answered, message } from "./answers.ts"

type Needs = StateStore | Hub | Secrets

/** `isTrusted`: whoever can ask may act, because the file system says who can. */
export const actions = (world: World, isTrusted: boolean) => {
  const act = (path: HttpRouter.PathInput, work: (pair: string) => Effect.Effect<Answer, never, Body | Needs>) =>
    HttpRouter.route(
      "POST",
      path,
      guarded(world, isTrusted, Effect.flatMap(HttpRouter.params, ({ pair = "" }) => work(pair))),
    )
  return HttpRouter.addAll<ReadonlyArray<HttpRouter.Route<never, Needs>>>([
    act("/api/reload", () => reload(world)),
    act("/api/pairs/:pair/run", (pair) => Effect.flatMap(body, ({ wait }) => runPair(world, pair, wait === true))),
    act("/api/pairs/:pair/stop", (pair) => stopPair(world, pair)),
    act(
      "/api/pairs/:pair/suspend",
      (pair) =>
        Effect.flatMap(
          body,
          ({ by, for: lasting, reason = "" }) =>
            suspendPair(world, pair, { lasting, reason, by: by ?? "the status page" }),
        ),
    ),
    act("/api/pairs/:pair/resume", (pair) => resumePair(world, pair)),
  ])
}

type Body = HttpServerRequest.HttpServerRequest

const Asked = Schema.Struct({
  wait: Schema.optionalKey(Schema.Boolean),
  for: Schema.optionalKey(Schema.Finite.check(Schema.isGreaterThan(0))), // milliseconds
  reason: Schema.optionalKey(Schema.String.check(Schema.isMaxLength(1000))),
  by: Schema.optionalKey(Schema.String.check(Schema.isMaxLength(200))),
})

/** A body that is missing, or is something else, asks for nothing in particular. */
const body = Effect.flatMap(HttpServerRequest.HttpServerRequest, (request) => request.text).pipe(
  Effect.flatMap(Schema.decodeEffect(Schema.fromJsonString(Asked))),
  Effect.orElseSucceed((): typeof Asked.Type => ({})),
)

const guarded = Effect.fnUntraced(function*(
  world: World,
  isTrusted: boolean,
  work: Effect.Effect<Answer, never, Body | HttpRouter.RouteContext | Needs>,
): Effect.fn.Return<HttpServerResponse.HttpServerResponse, never, Body | HttpRouter.RouteContext | Needs> {
  if (isTrusted) return answered(yield* work)
  const { token } = world.setup.daemon
  if (token === undefined) {
    return message("Nothing can be started here: the syncfile gives no `daemon.token`. Use syncfile ctl instead.", 403)
  }
  const secrets = yield* Secrets
  const expected = yield* Effect.option(secrets.read(token))
  if (Option.isNone(expected)) return message("The token that the syncfile names cannot be read.", 403)
  const { headers } = yield* HttpServerRequest.HttpServerRequest
  return isSame(headers["authorization"] ?? "", `Bearer ${Redacted.value(expected.value)}`)
    ? answered(yield* work)
    : message("That is not the token.", 401)
})

/** Takes as long for a near miss as for a far one. */
const isSame = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other))

const digest = (words: string): Buffer => createHash("sha256").update(words).digest()
