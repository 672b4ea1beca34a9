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
import { bodyAs, type NotUnderstood } from "./bodyAs.ts"

type Needs = StateStore | Hub | Secrets

/** `isTrusted`: whoever can ask may act, because the file system says who can. */
export const actions = (world: World, isTrusted: boolean) => {
  const act = (path: HttpRouter.PathInput, work: (pair: string) => Work<Needs | Body>) =>
    HttpRouter.route(
      "POST",
      path,
      guarded(world, isTrusted, Effect.flatMap(HttpRouter.params, ({ pair = "" }) => work(pair))),
    )
  return HttpRouter.addAll<ReadonlyArray<HttpRouter.Route<never, Needs>>>([
    act("/api/reload", () => reload(world)),
    act(
      "/api/pairs/:pair/run",
      (pair) => Effect.flatMap(bodyAs(Running), ({ wait }) => runPair(world, pair, wait === true)),
    ),
    act("/api/pairs/:pair/stop", (pair) => stopPair(world, pair)),
    act(
      "/api/pairs/:pair/suspend",
      (pair) =>
        Effect.flatMap(
          bodyAs(Suspending),
          ({ by, for: lasting, reason = "" }) =>
            suspendPair(world, pair, { lasting, reason, by: by ?? "the status page" }),
        ),
    ),
    act("/api/pairs/:pair/resume", (pair) => resumePair(world, pair)),
  ])
}

type Work<R> = Effect.Effect<Answer, NotUnderstood, R>
type Body = HttpServerRequest.HttpServerRequest

const Running = Schema.Struct({ wait: Schema.optionalKey(Schema.Boolean) })

const Suspending = Schema.Struct({
  for: Schema.optionalKey(
    Schema.Number.annotate({ message: "Expected a number of milliseconds" })
      .check(Schema.isFinite(), Schema.isGreaterThan(0)),
  ),
  reason: Schema.optionalKey(Schema.String.check(Schema.isMaxLength(1000))),
  by: Schema.optionalKey(Schema.String.check(Schema.isMaxLength(200))),
})

const guarded = Effect.fnUntraced(function*(
  world: World,
  isTrusted: boolean,
  work: Work<Body | HttpRouter.RouteContext | Needs>,
): Effect.fn.Return<HttpServerResponse.HttpServerResponse, never, Body | HttpRouter.RouteContext | Needs> {
  const done = Effect.match(work, { onSuccess: answered, onFailure: (error) => message(error.message, 400) })
  if (isTrusted) return yield* done
  const { token } = world.setup.daemon
  if (token === undefined) {
    return message("Nothing can be started here: the syncfile gives no `daemon.token`. Use syncfile ctl instead.", 403)
  }
  const secrets = yield* Secrets
  const expected = yield* Effect.option(secrets.read(token))
  if (Option.isNone(expected)) return message("The token that the syncfile names cannot be read.", 403)
  const { headers } = yield* HttpServerRequest.HttpServerRequest
  return isSame(headers["authorization"] ?? "", `Bearer ${Redacted.value(expected.value)}`)
    ? yield* done
    : message("That is not the token.", 401)
})

/** Takes as long for a near miss as for a far one. */
const isSame = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other))

const digest = (words: string): Buffer => createHash("sha256").update(words).digest()
