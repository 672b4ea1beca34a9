/** A watch among failures of every kind: it comes together again, loses nothing, and does not grow. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { mkdirSync, readdirSync, unlinkSync, utimesSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { kill } from "node:process"
import { setTimeout as wait } from "node:timers/promises"
import { type StatusDocument } from "../../src/daemon/StatusDocument.ts"
import { processTree } from "../support/servers/processTree.ts"
import { sshd } from "../support/servers/sshd.ts"
import { eventually } from "./support/eventually.ts"
import { growthIn, handlesOf, residentBytes, type Sample, sampling } from "./support/growth.ts"
import { figure, isFull } from "./support/isFull.ts"
import { seededRandom } from "./support/seededRandom.ts"
import { leftoversIn } from "./support/tree.ts"
import { type RunningWatch, startWatch, textOf } from "./support/watching.ts"
import { workspace } from "./support/workspace.ts"

const patience = 5_400_000
/** So many, for every kind of failure to come about; by the flag it goes on for an hour. */
const rounds = 14
const atLeastMilliseconds = isFull ? 3_600_000 : 0
const mostFiles = 40

/** Of the hour, the first part has a watch killed every few rounds, and the last watch has what comes after the second. */
const killedUntil = 0.1
const lastFrom = 1 / 3

/** Of so many rounds the last ones are calm by the flag: a breaker that opens ever longer lets few passes come about. */
const roundsInTurn = 20
const calmFrom = 6

/** The longest that a breaker keeps passes from a server, and some more. */
const patienceAtEnd = 400_000

/** Files of the server that look changed in every round, and are not: so many are digested by a shell there. */
const toldFiles = 150

/** What may stay of a pass: less than anything that is forgotten would leave, and more than noise does of so many. */
const mostPerPass = 500
const fewestPasses = 3000

describe("a watch in chaos", () => {
  it.live("converges, keeps every edit, and leaves nothing behind", () =>
    Effect.gen(function*() {
      const server = yield* sshd()
      const place = yield* workspace
      const left = place.makeFolder("left")
      const right = join(server.folder, "right")
      const told = join(server.folder, "told")
      for (const folder of [right, told]) mkdirSync(folder)
      place.makeFolder("told")
      for (let number = 0; number < toldFiles; number++) {
        writeFileSync(join(place.folder, `told/${number}`), `text ${number}`)
      }
      const touchTold = (round: number) => {
        for (const name of readdirSync(told).filter((each) => /^\d+$/.test(each))) {
          utimesSync(join(told, name), round, round)
        }
      }
      const calm = ["calm 1", "calm 2", "calm 3", "calm 4"]
      for (const name of calm) {
        writeFileSync(join(place.makeFolder(name), "file"), "text")
      }
      const declared = {
        remotes: { server },
        defaults: { limits: { deletes: { count: 1000, percent: 100 } } },
        pairs: {
          both: {
            mode: "two-way",
            left: "./left",
            right: "server:right",
            conflicts: { resolve: "left" }, // "newer" holds back what was saved on both sides within a second
            onChange: { debounce: "1s", rescan: "5s" },
            schedule: { every: "3s" },
          },
          told: {
            mode: "mirror",
            source: "./told",
            target: "server:told",
            compare: { by: ["checksum"] },
            schedule: { every: "3s" },
          },
          // without a server in their way, so that many passes come about
          ...Object.fromEntries(calm.map((name) => [name.replace(" ", "-"), {
            mode: "mirror",
            source: `./${name}`,
            target: `./copy of ${name}`,
            schedule: { every: "1s" },
          }])),
        },
      }
      const random = seededRandom(7)
      const owed = new Set<string>() // every version that somebody saved, and nobody but syncfile replaced
      let serial = 0
      const edit = (folder: string) => {
        const names = readdirSync(folder).filter((name) => name.startsWith("file "))
        if (names.length > mostFiles) {
          owed.delete(textOf(join(folder, names[0]!)))
          return unlinkSync(join(folder, names[0]!))
        }
        const text = `version ${serial++} ${"x".repeat(Math.floor(random() * 20_000))}`
        const name = `file ${Math.floor(random() * mostFiles)}`
        owed.delete(textOf(join(folder, name)))
        writeFileSync(join(folder, name), text)
        owed.add(text)
      }
      let watch: RunningWatch = yield* startWatch(place, declared)
      const memory: Array<number> = []
      const samples: Array<Sample> = []
      let sample: Effect.Effect<Sample> | undefined // of the last watch
      let mended = 0
      const mend = Effect.gen(function*() {
        const stopped = yield* Effect.promise(() => statusOf(watch).then(isStopped, () => false)) // or it is down right now
        if (!stopped) return
        yield* place.run("ctl", "run", "both")
        mended += 1
      })
      yield* Effect.forkScoped(Effect.forever(Effect.andThen(mend, Effect.sleep("1 second"))))
      const failures: ReadonlyArray<() => Effect.Effect<void>> = [
        () => Effect.andThen(server.stop, Effect.andThen(Effect.promise(() => wait(1500)), server.start)),
        () => server.dropConnections,
        () =>
          Effect.gen(function*() {
            const all = (yield* server.processes).flatMap(processTree)
            yield* signalAll(all, "SIGSTOP")
            yield* Effect.promise(() => wait(1500))
            yield* signalAll(all, "SIGCONT")
          }),
      ]
      const begun = performance.now()
      for (let round = 0; round < rounds || performance.now() - begun < atLeastMilliseconds; round++) {
        for (let edits = 0; edits < 6; edits++) {
          edit(random() < 0.5 ? left : right)
          yield* Effect.promise(() => wait(random() * 150))
        }
        touchTold(round)
        const share = isFull ? (performance.now() - begun) / atLeastMilliseconds : 0
        const isLast = share >= lastFrom && sample === undefined
        if ((share < killedUntil && round % 5 === 4) || isLast) { // as a machine that is switched off
          watch.signal("SIGKILL")
          yield* watch.ended
          watch = yield* startWatch(place, declared)
          if (isLast) ({ sample } = yield* sampling(watch))
        } else if (isFull && round % roundsInTurn >= calmFrom) yield* Effect.promise(() => wait(1500))
        else yield* failures[round % failures.length]!()
        memory.push(residentBytes(watch.pid))
        if (sample !== undefined && round % 5 === 0) samples.push(yield* sample)
      }
      yield* server.start
      yield* eventually(
        "both sides are equal and the watch has nothing to do",
        () => isEqual(left, right),
        patienceAtEnd,
      )
      yield* eventually("a pass went well", async () => {
        const { pairs } = await statusOf(watch)
        return pairs.every(({ health, phase }) => health !== "broken" && phase === "idle")
      })
      const handles = handlesOf(watch.pid)
      assert.strictEqual((yield* watch.stop).exitCode, 0)
      assert.deepStrictEqual(leftoversIn(left).filter(isTemporary), [])
      assert.deepStrictEqual(leftoversIn(right).filter(isTemporary), [])
      const kept = new Set([...textsBelow(left), ...textsBelow(right)])
      const lost = [...owed].filter((text) => !kept.has(text)).map((text) => text.slice(0, 20))
      assert.deepStrictEqual(lost, [], "what lost in a conflict is in a backup")
      assert.isBelow(handles, 100)
      const [first = 0, last = 0] = [memory[0], memory.at(-1)]
      figure(
        `memory ${Math.round(first / 1e6)} MB at first, ${
          Math.round(last / 1e6)
        } MB at last, ${handles} handles, ${mended} mended`,
      )
      assert.isBelow(last, Math.max(first * 2, 250e6))
      if (!isFull) return
      const { from, to } = growthIn(samples)
      const passes = to.passes - from.passes
      const perPass = (to.heap - from.heap) / passes
      figure(`in ${passes} passes of one watch: ${JSON.stringify(from)}, then ${JSON.stringify(to)}`)
      assert.isAtLeast(passes, fewestPasses)
      assert.isBelow(perPass, mostPerPass)
      assert.isAtMost(to.handles, from.handles + 3)
      assert.isBelow(to.resident, from.resident + 20e6)
    }).pipe(Effect.scoped), patience)
})

/** Those that have not ended meanwhile. */
const signalAll = (pids: ReadonlyArray<number>, name: "SIGSTOP" | "SIGCONT") =>
  Effect.forEach(pids, (pid) => Effect.ignore(Effect.try(() => kill(pid, name))), { discard: true })

const statusOf = async ({ address }: RunningWatch): Promise<StatusDocument> =>
  (await (await fetch(`http://${address}/api/status`)).json()) as StatusDocument

/** A server that dies in the middle of a login cannot be told from one that refuses it: somebody has to ask again. */
const isStopped = ({ remotes }: StatusDocument): boolean => remotes.some(({ state }) => state === "stopped")

const isTemporary = (path: string): boolean => /\.(?:part|old)$/.test(path)

/** Of all files, those in backups too. */
const textsBelow = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => textOf(join(entry.parentPath, entry.name)))

const isEqual = (left: string, right: string): boolean => {
  const [one, other] = [left, right].map((folder) =>
    readdirSync(folder).filter((name) => !name.startsWith(".syncfile")).toSorted()
      .map((name) => `${name}: ${textOf(join(folder, name))}`).join("\n")
  )
  return one === other
}
