/** The connection dies after every single SFTP request of a small two-way apply, in turn; by default after each fifth. */
import { assert, describe, it } from "@effect/vitest"
import { Cause, Effect, Layer, Result } from "effect"
import { existsSync, mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { type Pair } from "../../src/domain/Pair.ts"
import { Connections } from "../../src/endpoint/Connections.ts"
import { layerEndpoints } from "../../src/endpoint/openEndpoints.ts"
import { layerSecrets } from "../../src/endpoint/readSecret.ts"
import { carryOut } from "../../src/engine/carryOut.ts"
import { preparePair } from "../../src/engine/preparePair.ts"
import { layerProbes } from "../../src/engine/rememberProbes.ts"
import { Reporter } from "../../src/report/Reporter.ts"
import { layerSqlite } from "../../src/state/layerSqlite.ts"
import { remoteOf } from "../support/remoteOf.ts"
import { tappedSshd } from "../support/servers/tappedSshd.ts"
import { temporaryFolder } from "../support/servers/temporaryFolder.ts"
import { sharedServer } from "../support/sharedServer.ts"
import { pairIn } from "./support/inProcess.ts"
import { figure, isFull } from "./support/isFull.ts"
import { backupOf, keptTexts, temporariesIn, usersTree } from "./support/usersTree.ts"

/** Without fsync all requests go through one channel, so that they are the same ones in every run. */
const server = sharedServer(
  tappedSshd({ subsystem: (folder) => `/usr/lib/openssh/sftp-server -d ${folder} -P fsync` }),
)

/** Several packets long, and nothing in it repeats. */
const long = Array.from({ length: 90_000 }, (_, line) => `line ${line}`).join("\n")

const old = 1_600_000_000

const put = (folder: string, path: string, text: string, seconds: number): void => {
  mkdirSync(join(folder, path, ".."), { recursive: true })
  writeFileSync(join(folder, path), text)
  utimesSync(join(folder, path), seconds, seconds)
}

/** In step: what the run under test begins with. */
const begin = (left: string): void => {
  for (const name of ["edited left", "edited right", "deleted left", "deleted right", "both", "stays", "d/moved"]) {
    put(left, name, `old ${name}`, old)
  }
}

/** One of every kind of step, in both directions. */
const edit = (left: string, right: string): void => {
  put(left, "new/left", long, old + 10)
  put(left, "edited left", "new left", old + 10)
  put(right, "edited right", "new right", old + 10)
  put(right, "new right", "from the right", old + 10)
  put(left, "both", "the left one", old + 20)
  put(right, "both", "the right version", old + 30)
  rmSync(join(left, "deleted left"))
  rmSync(join(right, "deleted right"))
  renameSync(join(left, "d"), join(left, "e"))
}

const wanted: Readonly<Record<string, string>> = {
  "both": "the right version",
  "both.conflict-left-2020-09-13T1227": "the left one",
  "e/moved": "old d/moved",
  "edited left": "new left",
  "edited right": "new right",
  "new right": "from the right",
  "new/left": long,
  "stays": "old stays",
}

/** What was replaced or deleted on each side, however often it had to be tried. */
const keptLeft = ["deleted right: old deleted right", "edited right: old edited right"]
const keptRight = ["deleted left: old deleted left", "edited left: old edited left"]

const stage = Effect.gen(function*() {
  const tapped = yield* server
  const folder = yield* temporaryFolder("cut")
  const [left, right] = [join(folder, "left"), join(tapped.folder, folder.slice(folder.lastIndexOf("/") + 1))]
  mkdirSync(left)
  mkdirSync(right)
  const [pair] = [pairIn(folder, {
    mode: "two-way",
    left: "./left",
    right: "./right",
    conflicts: { resolve: "newer", loser: "keep-copy" },
    limits: { deletes: { count: 100, percent: 100 } },
  })]
  const remote: Pair = {
    ...pair,
    right: { _tag: "Remote", remote: "server", path: right, written: "server:right" },
    backup: {
      ...pair.backup,
      right: { place: { _tag: "Remote", remote: "server", path: backupOf(right), written: "kept" }, keep: undefined },
    },
  }
  const doors = layerEndpoints(new Map([["server", remoteOf(tapped)]])).pipe(
    Layer.provide(layerProbes(true)),
    Layer.provide(Connections.layerKeeping(0)),
    Layer.provide(layerSecrets),
    Layer.provideMerge(layerSqlite(join(folder, "state.sqlite"))),
    Layer.merge(Reporter.layerSilent),
  )
  const pass = Effect.scoped(Effect.gen(function*() {
    const prepared = yield* preparePair(remote)
    assert.deepStrictEqual(prepared.plan.halts, [])
    assert.deepStrictEqual(prepared.plan.conflicts, [])
    const { outcomes } = yield* carryOut(prepared, () => "")
    return { actions: prepared.plan.actions.length, done: outcomes.every(({ _tag }) => _tag === "Done") }
  }))
  return { tapped, left, right, doors, pass }
})

/** Gives how many requests it took. */
const play = Effect.fnUntraced(function*(cutAt: number | undefined) {
  const { tapped, left, right, doors, pass } = yield* stage
  return yield* Effect.gen(function*() {
    begin(left)
    yield* tapped.arm()
    yield* pass
    edit(left, right)
    yield* tapped.arm(...(cutAt === undefined ? [] : [{ fault: "cutAfter", at: cutAt } as const]))
    const first = yield* Effect.result(pass)
    const hasEnded = Result.isSuccess(first) && first.success.done
    assert.isTrue(hasEnded || cutAt !== undefined, String(first))
    let more = 0
    for (; more < 3; more++) {
      const { actions, done } = yield* pass
      if (actions === 0 && done) break
    }
    assert.isAtMost(more, 2, "it takes more than two further applies")
    const requests = (yield* tapped.requests).length
    assert.deepStrictEqual(usersTree(left), wanted)
    assert.deepStrictEqual(usersTree(right), wanted)
    assert.deepStrictEqual([temporariesIn(left), temporariesIn(right)], [[], []])
    assert.includeMembers([...keptTexts(backupOf(left))], [...keptLeft])
    assert.includeMembers([...keptTexts(backupOf(right))], [...keptRight])
    const sent = Array.from(yield* tapped.written)
      .filter(([path]) => path.startsWith(right) && !path.includes("probe"))
      .filter(([path]) => path.includes("/new/"))
      .reduce((sum, [, bytes]) => sum + bytes, 0)
    assert.strictEqual(sent, long.length, "bytes of the long file that were sent")
    assert.isFalse(existsSync(join(right, "d")))
    return requests
  }).pipe(Effect.provide(doors))
}, Effect.scoped)

describe("a connection that dies after a request of a two-way apply", () => {
  it.live(
    "never loses anything, never sends twice what has arrived, and always converges",
    () =>
      Effect.gen(function*() {
        const requests = yield* play(undefined)
        assert.isAbove(requests, 60)
        figure(`${requests} requests`)
        for (let request = 1; request <= requests; request += isFull ? 1 : 5) {
          yield* Effect.catchCause(
            play(request),
            (cause) => Effect.die(new Error(`cut after request ${request} of ${requests}: ${Cause.pretty(cause)}`)),
          )
        }
      }),
    900_000,
  )
})
