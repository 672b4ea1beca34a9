/** The digests that a plan waits for: both sides at once, each by the endpoint itself as far as it tells them, and by reading. */
import { Effect } from "effect"
import { type Pair } from "../domain/Pair.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { type Side } from "../domain/Side.ts"
import { type Problem } from "../domain/Snapshot.ts"
import { type Content } from "../endpoint/Endpoint.ts"
import { explain } from "../endpoint/EndpointError.ts"
import { Flight } from "../endpoint/Flight.ts"
import { type Undecided } from "../plan/undecided.ts"
import { Reporter } from "../report/Reporter.ts"
import { readDigest } from "./contentDigest.ts"
import { type Sides } from "./Sides.ts"

/** How the digests of one side were found. */
export interface Digested {
  readonly told: number // by the endpoint itself
  readonly by: string | undefined // the program on a server that told them
  readonly read: number
}

const readsAtOnce = 256

export const findDigests = Effect.fnUntraced(function*(pair: Pair, sides: Sides, wanted: Undecided) {
  const { left, right } = yield* Effect.all({
    left: findOn("left", pair, sides, wanted),
    right: findOn("right", pair, sides, wanted),
  }, { concurrency: 2 })
  return {
    digests: { left: left.digests, right: right.digests },
    digested: { left: left.digested, right: right.digested },
    unreadable: [...left.unreadable, ...right.unreadable],
  }
})

const findOn = Effect.fnUntraced(function*(side: Side, pair: Pair, sides: Sides, wanted: Undecided) {
  const reporter = yield* Reporter
  const { name, mode } = pair
  const endpoint = sides[side]
  const contents = wanted[side]
  const digests = new Map<RelPath, string>()
  const unreadable: Array<Problem> = []
  const total = contents.length
  const bytesTotal = contents.reduce((sum, [, { size }]) => sum + size, 0)
  let bytes = 0
  const progress = Effect.suspend(() => {
    const done = digests.size + unreadable.length
    return reporter.emit({ _tag: "Hashing", pair: name, mode, side, done, total, bytes, bytesTotal })
  })
  const passed = (more: number) => {
    bytes += more
    return progress
  }
  const found = ([path]: Content, digest: string) => {
    digests.set(path, digest)
    return progress
  }
  const by = yield* endpoint.digests(contents, (content, digest) => {
    bytes += content[1].size
    return found(content, digest)
  })
  const told = digests.size
  const flight = new Flight(readsAtOnce)
  yield* Effect.forEach(
    contents.filter(([path]) => !digests.has(path)),
    (content) =>
      flight.through(readDigest(endpoint, ...content, passed)).pipe(
        Effect.flatMap((digest) => found(content, digest)),
        Effect.catchIf((error) => !error.isConnection, ({ reason }) => {
          unreadable.push({ side, path: content[0], message: `it cannot be read: ${explain(reason)}` })
          return progress
        }),
      ),
    { concurrency: readsAtOnce, discard: true },
  )
  return { digests, unreadable, digested: { told, by, read: total - told } satisfies Digested }
})
