/** A watch in memory that is served on an address of this machine, as somebody asks it there. */
import { Effect, Layer, Redacted } from "effect"
import { request } from "node:http"
import { serveAddress } from "../../../src/daemon/http/serve.ts"
import { Hub } from "../../../src/daemon/Hub.ts"
import { makeSlot, type Slot } from "../../../src/daemon/Slot.ts"
import { type World } from "../../../src/daemon/World.ts"
import { type Setup } from "../../../src/domain/Setup.ts"
import { Secrets } from "../../../src/endpoint/Secrets.ts"
import { StateStore } from "../../../src/state/StateStore.ts"
import { memoryPair } from "../../support/memoryPair.ts"
import { freePort } from "../../support/servers/freePort.ts"
import { setupOf, worldOf } from "../watching.ts"

export interface Asked {
  readonly method?: "GET" | "HEAD" | "POST" | "PUT"
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface Answered {
  readonly status: number
  readonly text: string
}

export interface Serving {
  readonly world: World
  readonly slot: Slot // of its only pair, "pair", of which no pass is run
  readonly port: number
  readonly ask: (path: string, asked?: Asked) => Effect.Effect<Answered>
  /** With the token. */
  readonly post: (path: string, body?: string) => Effect.Effect<Answered>
}

const token = { _tag: "Env", name: "TOKEN" } as const

/** Until the scope closes. `store`: what the state does otherwise. */
export const serving = Effect.fnUntraced(
  function*(daemon: Partial<Setup["daemon"]> = {}, store: Partial<StateStore["Service"]> = {}) {
    const { layer, pair } = memoryPair()
    const context = yield* Layer.build(layer)
    const setup = setupOf([pair])
    const world = yield* worldOf({ ...setup, daemon: { ...setup.daemon, token, ...daemon } }).pipe(
      Effect.provideContext(context),
    )
    const slot = makeSlot(pair)
    world.slots.set(pair.name, slot)
    const port = yield* freePort
    const state = yield* Effect.provideContext(StateStore, context)
    yield* serveAddress(world, { host: "127.0.0.1", port }).pipe(
      Effect.provideService(StateStore, { ...state, ...store }),
      Effect.provideService(Hub, yield* Hub.make),
      Effect.provideService(Secrets, { read: () => Effect.succeed(Redacted.make("sesame")) }),
    )
    const ask = (path: string, asked?: Asked) => Effect.promise(() => answerTo(port, path, asked))
    const served: Serving = {
      world,
      slot,
      port,
      ask,
      post: (path, body = "") => ask(path, { method: "POST", headers: { authorization: "Bearer sesame" }, body }),
    }
    return served
  },
)

/** `fetch` would not let a test say what host it asks for. */
const answerTo = (port: number, path: string, { body, headers = {}, method = "GET" }: Asked = {}): Promise<Answered> =>
  new Promise((done, failed) => {
    const sent = request({ host: "127.0.0.1", port, path, method, headers, agent: false }, (response) => {
      let text = ""
      response.setEncoding("utf8").on("data", (part: string) => text += part)
      response.once("end", () => done({ status: response.statusCode ?? 0, text }))
    })
    sent.once("error", failed).end(body)
  })
