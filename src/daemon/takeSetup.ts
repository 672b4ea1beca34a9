/** Takes the syncfile as it stands now, or keeps the last good one and says why. */
import { Clock, Effect, Result } from "effect"
import { type Setup } from "../domain/Setup.ts"
import { Hub } from "./Hub.ts"
import { changesBetween, type PairChange, remotesOf, textOf } from "./setupChanges.ts"
import { type SetupSource } from "./SetupSource.ts"
import { type World } from "./World.ts"

export interface Taken {
  readonly changes: ReadonlyArray<PairChange>
  readonly files: ReadonlyArray<string> // a change to which asks for taking it again
}

export const takeSetup = Effect.fn("takeSetup")(function*(world: World, source: SetupSource) {
  const hub = yield* Hub
  const at = yield* Clock.currentTimeMillis
  const read = yield* Effect.result(source.read)
  const message = Result.isFailure(read) ? read.failure.message : unfit(world.setup, read.success.setup)
  const { files } = Result.isFailure(read) ? read.failure : read.success
  if (message !== undefined || Result.isFailure(read)) {
    const { text } = Result.isFailure(read) ? read.failure : read.success
    world.refusal = { message: message ?? "", text, since: world.refusal?.since ?? at }
    yield* hub.tell({ _tag: "Refused", message: message ?? "" })
    return { changes: [], files } satisfies Taken
  }
  const { setup } = read.success
  const changes = changesBetween(world.setup, setup)
  const wasRefused = world.refusal !== undefined
  world.refusal = undefined
  if (changes.length > 0 || wasRefused) world.takenAt = at
  for (const [name, remote] of setup.remotes) {
    if (textOf(world.setup.remotes.get(name)) !== textOf(remote)) world.breakers.get(name)?.reset()
  }
  world.forgetServers(new Set(setup.pairs.flatMap((pair) => remotesOf(setup, pair)).map(({ name }) => name)))
  yield* tellOfListen(world.setup, setup)
  Object.assign(world, { setup, resolved: read.success.resolved, text: read.success.text })
  world.endpoints = source.endpoints(setup)
  yield* hub.tell({ _tag: "Taken", changes })
  return { changes, files } satisfies Taken
})

/** What cannot change under a watch that goes on. */
const unfit = (before: Setup, now: Setup): string | undefined => {
  if (now.name !== before.name) {
    return `The name of the syncfile changed from "${before.name}" to "${now.name}". ${restart}`
  }
  if (now.state !== before.state) return `The state is at ${now.state} now, and was at ${before.state}. ${restart}`
  const [socket, old] = [now.daemon.socket, before.daemon.socket]
  return socket === old ? undefined : `The socket is at ${socket} now, and was at ${old}. ${restart}`
}

const restart = "Restart syncfile watch to follow it."

/** Somebody may be looking at what is served: that goes on where it was. */
const tellOfListen = ({ daemon: before }: Setup, { daemon: now }: Setup): Effect.Effect<void> =>
  before.listen?.host === now.listen?.host && before.listen?.port === now.listen?.port
    ? Effect.void
    : Effect.logWarning(`daemon.listen is another address now. ${restart}`)
