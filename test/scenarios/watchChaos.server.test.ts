/** A watch among failures of every kind: it comes together again, loses nothing, and does not grow. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { mkdirSync, readdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { kill } from "node:process"
import { setTimeout as wait } from "node:timers/promises"
import { processTree } from "../support/servers/processTree.ts"
import { sshd } from "../support/servers/sshd.ts"
import { eventually } from "./support/eventually.ts"
import { figure, isFull } from "./support/isFull.ts"
import { seededRandom } from "./support/seededRandom.ts"
import { leftoversIn } from "./support/tree.ts"
import { type RunningWatch, startWatch } from "./support/watching.ts"
import { workspace } from "./support/workspace.ts"

const patience = 5_400_000
/** An hour by the flag, and otherwise as long as it takes for every kind of failure to come about. */
const rounds = isFull ? 400 : 14
const mostFiles = 40

describe("a watch in chaos", () => {
  it.live("converges, keeps every edit, and leaves nothing behind", () =>
    Effect.gen(function*() {
      const server = yield* sshd()
      const place = yield* workspace
      const left = place.makeFolder("left")
      const right = join(server.folder, "right")
      mkdirSync(right)
      const declared = {
        remotes: { server },
        defaults: { limits: { deletes: { count: 1000, percent: 100 } } },
        pairs: {
          both: {
            mode: "two-way",
            left: "./left",
            right: "server:right",
            conflicts: { resolve: "keep-both" },
            onChange: { debounce: "1s", rescan: "5s" },
            schedule: { every: "3s" },
          },
        },
      }
      const random = seededRandom(7)
      const written = new Map<string, string>() // every version that was ever saved, by its text
      let serial = 0
      const edit = (folder: string) => {
        const names = readdirSync(folder).filter((name) => name.startsWith("file "))
        if (names.length > mostFiles) return unlinkSync(join(folder, names[0]!))
        const text = `version ${serial++} ${"x".repeat(Math.floor(random() * 20_000))}`
        const name = `file ${Math.floor(random() * mostFiles)}`
        writeFileSync(join(folder, name), text)
        written.set(text, name)
      }
      let watch: RunningWatch = yield* startWatch(place, declared)
      const memory: Array<number> = []
      const failures: ReadonlyArray<() => Effect.Effect<void>> = [
        () => Effect.andThen(server.stop, Effect.andThen(Effect.promise(() => wait(1500)), server.start)),
        () => server.dropConnections,
        () =>
          Effect.gen(function*() {
            const all = (yield* server.processes).flatMap(processTree)
            for (const pid of all) kill(pid, "SIGSTOP")
            yield* Effect.promise(() => wait(1500))
            for (const pid of all) if (processTree(pid).length > 0) kill(pid, "SIGCONT")
          }),
      ]
      for (let round = 0; round < rounds; round++) {
        for (let edits = 0; edits < 6; edits++) {
          edit(random() < 0.5 ? left : right)
          yield* Effect.promise(() => wait(random() * 150))
        }
        if (round % 5 === 4) { // as a machine that is switched off
          watch.signal("SIGKILL")
          yield* watch.ended
          watch = yield* startWatch(place, declared)
        } else yield* failures[round % failures.length]!()
        memory.push(residentBytes(watch.pid))
      }
      yield* server.start
      yield* eventually("both sides are equal and the watch has nothing to do", () => isEqual(left, right))
      yield* eventually("a pass went well", async () => {
        const status = await (await fetch(`http://${watch.address}/api/status`)).json() as {
          readonly pairs: ReadonlyArray<{ readonly health: string; readonly phase: string }>
        }
        return status.pairs.every(({ health, phase }) => health !== "broken" && phase === "idle")
      })
      const handles = readdirSync(`/proc/${watch.pid}/fd`).length
      assert.strictEqual((yield* watch.stop).exitCode, 0)
      assert.deepStrictEqual(leftoversIn(left).filter(isTemporary), [])
      assert.deepStrictEqual(leftoversIn(right).filter(isTemporary), [])
      const kept = new Set([...textsBelow(left), ...textsBelow(right)])
      const lost = lastVersions(written, kept)
      assert.deepStrictEqual(lost, [], "the last version of a name is somewhere")
      assert.isBelow(handles, 100)
      const [first = 0, last = 0] = [memory[0], memory.at(-1)]
      figure(`memory ${Math.round(first / 1e6)} MB at first, ${Math.round(last / 1e6)} MB at last, ${handles} handles`)
      assert.isBelow(last, Math.max(first * 2, 250e6))
    }).pipe(Effect.scoped), patience)
})

const isTemporary = (path: string): boolean => /\.(?:part|old)$/.test(path)

/** What a name was saved with last has to be somewhere, unless it was deleted after that: then it is in a backup. */
const lastVersions = (written: ReadonlyMap<string, string>, kept: ReadonlySet<string>): ReadonlyArray<string> => {
  const last = new Map<string, string>()
  for (const [text, name] of written) last.set(name, text)
  return [...last].flatMap(([name, text]) => kept.has(text) ? [] : [`${name}: ${text.slice(0, 20)}`])
}

/** Of all files, those in backups too. */
const textsBelow = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))

const isEqual = (left: string, right: string): boolean => {
  const [one, other] = [left, right].map((folder) =>
    readdirSync(folder).filter((name) => !name.startsWith(".syncfile")).toSorted()
      .map((name) => `${name}: ${readFileSync(join(folder, name), "utf8")}`).join("\n")
  )
  return one === other
}

const residentBytes = (pid: number): number => {
  const [, pages = "0"] = readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")
  return Number(pages) * 4096
}
