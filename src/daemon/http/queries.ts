/** What is told of a watch over HTTP, without changing anything. */
import { Clock, Effect } from "effect"
import * as HttpRouter from "effect/http/HttpRouter"
import { type Pass } from "../../domain/watch/Pass.ts"
import { historyDocument, runDocument } from "../../report/historyDocument.ts"
import { StateStore } from "../../state/StateStore.ts"
import { describePair, describeWorld } from "../describeWorld.ts"
import { type Hub } from "../Hub.ts"
import { measuresOf } from "../measuresOf.ts"
import { renderMeasures } from "../renderMeasures.ts"
import { type ConfigDocument, type PairDocument, type RunDetails } from "../StatusDocument.ts"
import { type World } from "../World.ts"
import { json, message, text } from "./answers.ts"
import { events } from "./events.ts"

const shownPasses = 50

const found = (pair: string | undefined) => message(`There is no pair "${pair ?? ""}".`, 404)

export const queries = (world: World) =>
  HttpRouter.addAll<ReadonlyArray<HttpRouter.Route<never, StateStore | Hub>>>([
    HttpRouter.route("GET", "/healthz", health(world)),
    HttpRouter.route("GET", "/readyz", readiness(world)),
    HttpRouter.route("GET", "/metrics", metrics(world)),
    HttpRouter.route(
      "GET",
      "/api/status",
      Effect.map(Clock.currentTimeMillis, (now) => json(describeWorld(world, now))),
    ),
    HttpRouter.route("GET", "/api/config", Effect.sync(() => json(configDocument(world)))),
    HttpRouter.route("GET", "/api/events", events(world)),
    HttpRouter.route("GET", "/api/pairs/:pair", pair(world)),
    HttpRouter.route("GET", "/api/pairs/:pair/runs", runs(world)),
    HttpRouter.route("GET", "/api/pairs/:pair/runs/:run", run(world)),
  ])

/** 500 once only a new start helps. */
const health = (world: World) =>
  Effect.sync(() => world.broken === undefined ? text("ok\n") : text(`${world.broken}\n`, 500))

/** 503 while the watch as a whole is not as it should be. How single pairs are is told by what is measured. */
const readiness = (world: World) =>
  Effect.map(Clock.currentTimeMillis, (now) => {
    const { complaints, isReady } = describeWorld(world, now)
    return text(isReady ? "ready\n" : `${complaints.join("\n")}\n`, isReady ? 200 : 503)
  })

const metrics = (world: World) =>
  Effect.map(
    Clock.currentTimeMillis,
    (now) => text(renderMeasures(measuresOf(world, now)), 200, "text/plain; version=0.0.4; charset=utf-8"),
  )

const pair = (world: World) =>
  Effect.gen(function*() {
    const { pair: name = "" } = yield* HttpRouter.params
    const slot = world.slots.get(name)
    if (slot === undefined) return found(name)
    const now = yield* Clock.currentTimeMillis
    const document: PairDocument = {
      status: describePair(slot, world, now),
      plan: slot.left ?? null,
      passes: yield* lastPasses(name),
    }
    return json(document)
  })

const lastPasses = Effect.fnUntraced(function*(name: string) {
  const state = yield* StateStore
  return yield* Effect.orElseSucceed(state.passes.last(name, shownPasses), (): ReadonlyArray<Pass> => [])
})

const runs = (world: World) =>
  Effect.gen(function*() {
    const { pair: name = "" } = yield* HttpRouter.params
    if (!world.slots.has(name)) return found(name)
    const state = yield* StateStore
    const past = yield* Effect.result(state.history(name, shownPasses))
    if (past._tag === "Failure") return message(past.failure.message, 500)
    return json(historyDocument(Array.from(past.success, (each) => ({ pair: name, ...each }))))
  })

const run = (world: World) =>
  Effect.gen(function*() {
    const { pair: name = "", run: id = "" } = yield* HttpRouter.params
    if (!world.slots.has(name)) return found(name)
    const state = yield* StateStore
    const past = yield* Effect.result(state.history(name, 1, id))
    if (past._tag === "Failure") return message(past.failure.message, 500)
    const [only] = past.success
    if (only === undefined) return message(`No run "${id}" of ${name} is remembered.`, 404)
    const passes = yield* Effect.orElseSucceed(state.passes.last(name, mostSought), (): ReadonlyArray<Pass> => [])
    const details: RunDetails = {
      ...runDocument({ pair: name, ...only }),
      log: passes.find(({ run }) => run === id)?.log ?? [],
    }
    return json(details)
  })

const mostSought = 1000

const configDocument = (world: World): ConfigDocument => ({
  file: world.file,
  followed: { text: world.text, taken: world.takenAt, resolved: world.resolved },
  refused: world.refusal === undefined
    ? null
    : { text: world.refusal.text ?? null, message: world.refusal.message, since: world.refusal.since },
})
