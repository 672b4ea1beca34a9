/** Serves a watch: on an address for people and collectors, and on a unix socket for `ctl`. */
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import { Cause, Effect, Layer, type Scope } from "effect"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { createServer } from "node:http"
import { type ListenOptions } from "node:net"
import { type Secrets } from "../../endpoint/Secrets.ts"
import { type StateStore } from "../../state/StateStore.ts"
import { type Hub } from "../Hub.ts"
import { type World } from "../World.ts"
import { actions } from "./actions.ts"
import { message } from "./answers.ts"
import { openSocket } from "./openSocket.ts"
import { page } from "./page.ts"
import { queries } from "./queries.ts"
import { ServeError } from "./ServeError.ts"

type Needs = StateStore | Hub | Secrets

/** Until the scope closes. */
export const serveAddress = Effect.fn("serveAddress")(function*(
  world: World,
  { host, port }: { readonly host: string; readonly port: number },
): Effect.fn.Return<void, ServeError, Scope.Scope | Needs> {
  const routes = Layer.mergeAll(queries(world), actions(world, false), page)
  const isHere = loopback.has(host)
  const accepts = (asked: string) => {
    const name = nameIn(asked)
    return !isHere || loopback.has(name) || world.setup.daemon.hosts.includes(name)
  }
  yield* Effect.mapError(
    serve(routes, { host, port }, accepts),
    (cause) =>
      new ServeError({
        message: `${host}:${port} cannot be listened on (${causeOf(cause)}). Give daemon.listen another port, or off.`,
      }),
  )
})

/** Whoever may open the socket may act: it belongs to whom this process runs as, and nobody else can open it. */
export const serveSocket = Effect.fn("serveSocket")(function*(
  world: World,
  path: string,
): Effect.fn.Return<void, ServeError, Scope.Scope | Needs> {
  const routes = Layer.mergeAll(queries(world), actions(world, true))
  yield* Effect.mapError(
    openSocket(path, (place) => serve(routes, { path: place }, () => true)),
    (cause) =>
      new ServeError({
        message: `${path} cannot be listened on (${
          causeOf(cause)
        }). End what goes on there, or give daemon.socket another place.`,
      }),
  )
})

const serve = (
  routes: Layer.Layer<never, never, HttpRouter.HttpRouter | HttpRouter.Request<"Requires", Needs>>,
  place: ListenOptions,
  accepts: (host: string) => boolean,
) =>
  Effect.gen(function*() {
    const context = yield* Effect.context<Needs>()
    const server = HttpRouter.serve(HttpRouter.provideRequest(Layer.succeedContext(context))(routes), {
      disableListenLog: true,
      disableLogger: true,
      middleware: (app) =>
        Effect.flatMap(HttpServerRequest.HttpServerRequest, ({ headers }) =>
          accepts(headers["host"] ?? "")
            ? Effect.tapCause(app, logDefects)
            : Effect.succeed(message(notNamed, 421))),
    }).pipe(
      Layer.provide(NodeHttpServer.layer(() => createServer(), place)),
    )
    yield* Layer.build(server)
  })

/** Answers travel as defects, too: of what is not served, and of who does not wait for one. */
const logDefects = ({ reasons }: Cause.Cause<unknown>): Effect.Effect<void> => {
  const defects = reasons.filter(Cause.isDieReason).filter(({ defect }) =>
    !HttpServerResponse.isHttpServerResponse(defect)
  )
  return defects.length === 0
    ? Effect.void
    : Effect.logError("a request could not be answered", Cause.fromReasons(defects))
}

const notNamed = "This address answers to localhost, and to the names that daemon.hosts of the syncfile lists. "
  + "A proxy has to send one of them as the Host of a request."

/** A page of somebody else that gives itself the address of this machine still comes with its own name. */
const loopback: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "::1"])

const nameIn = (host: string): string => host.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1").toLowerCase()

const causeOf = (error: unknown): string => {
  const cause = error instanceof Error && "cause" in error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error ? cause.message : String(cause)
}
