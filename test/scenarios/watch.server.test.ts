/** A watch over real servers: what it does by itself, when its syncfile changes, and when servers fail. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { sshd } from "../support/servers/sshd.ts"
import { sharedServer } from "../support/sharedServer.ts"
import { eventually } from "./support/eventually.ts"
import { listening } from "./support/listening.ts"
import { syncfileFor } from "./support/syncfileFor.ts"
import { anyDisk, startWatch, textOf } from "./support/watching.ts"
import { workspace } from "./support/workspace.ts"

const up = sharedServer(sshd())

/** A folder of its own on a server that others use, too. */
const folderOn = (server: { readonly folder: string }, name: string) => {
  mkdirSync(join(server.folder, name), { recursive: true })
  return join(server.folder, name)
}

describe("a watch", () => {
  it.live("sends what is saved here, fetches what is changed there, and keeps its schedules", () =>
    Effect.gen(function*() {
      const server = yield* up
      const place = yield* workspace
      const here = place.makeFolder("live")
      const shared = place.makeFolder("shared")
      const [live, both, timed] = ["live", "both", "timed"].map((name) => folderOn(server, `${place.name}-${name}`))
      place.makeFolder("timed")
      writeFileSync(join(place.folder, "timed/first"), "1")
      const watch = yield* startWatch(place, {
        remotes: { server },
        pairs: {
          live: { mode: "mirror", source: "./live", target: `server:${place.name}-live`, onChange: "on" },
          both: { mode: "two-way", left: "./shared", right: `server:${place.name}-both`, schedule: { every: "2s" } },
          timed: {
            mode: "copy",
            source: "./timed",
            target: `server:${place.name}-timed`,
            schedule: { cron: "*/2 * * * * *", timezone: "Europe/Berlin" },
          },
        },
      })
      yield* watch.says(/pair=live/)
      for (let number = 0; number < 9; number++) writeFileSync(join(here, `kept ${number}`), "here")
      writeFileSync(join(here, "saved"), "here")
      yield* eventually("what was saved is on the server", () => textOf(join(live!, "saved")) === "here")
      writeFileSync(join(both!, "remote"), "there")
      yield* eventually("what was changed there is here", () => textOf(join(shared, "remote")) === "there")
      yield* eventually("the cron schedule has come", () => textOf(join(timed!, "first")) === "1")
      rmSync(join(here, "saved"))
      yield* eventually("what was deleted is deleted there", () => textOf(join(live!, "saved")) === "")
      const { pairs } = yield* watch.status
      assert.deepStrictEqual(pairs.map(({ health }) => health), ["ok", "ok", "ok"])
      const { exitCode } = yield* watch.stop
      assert.strictEqual(exitCode, 0)
    }))

  it.live("follows its syncfile while transfers run: pairs that come, go, change, and do not notice", () =>
    Effect.gen(function*() {
      const server = yield* up
      const place = yield* workspace
      const [files, bytes] = [40, 500_000]
      const slow = folderOn(server, `${place.name}-slow`)
      for (const name of ["slow", "calm", "new"]) place.makeFolder(name)
      for (let number = 0; number < files; number++) {
        writeFileSync(join(place.folder, `slow/${number}`), Buffer.alloc(bytes, number))
      }
      const remote = { ...server }
      const pair = (name: string) => ({ mode: "mirror", source: `./${name}`, target: `server:${place.name}-${name}` })
      const calm = { ...pair("calm"), schedule: { every: "1h" } }
      const declared = (pairs: Readonly<Record<string, object>>, bandwidth = "1MB/s") => {
        const { text } = syncfileFor({ remotes: { server: remote }, defaults: anyDisk, pairs: pairs as never })
        return text.replace("    host:", `    bandwidth: ${bandwidth}\n    transfers: 2\n    host:`)
      }
      const write = (text: string) =>
        writeFileSync(join(place.folder, "syncfile.yaml"), `${text}daemon:\n  listen: ${watch.address}\n`)
      const watch = yield* startWatch(place, { remotes: { server }, pairs: { calm } })
      yield* watch.says(/pair=calm/)
      write(declared({ calm, slow: { ...pair("slow"), schedule: { every: "1h" } } }))
      yield* eventually("the added pair sends", () => textOf(join(slow, "0")) !== "")
      const calmLines = () => watch.lines.filter((line) => /calm: |pair=calm/.test(line)).length
      const before = calmLines()
      write(declared({ calm, added: { ...pair("new"), schedule: { every: "1h" } } }))
      yield* watch.says(/slow: not watched any more/)
      yield* eventually(
        "the removed pair has ended",
        () => watch.lines.some((line) => /pair=slow outcome=interrupted/.test(line)),
      )
      const sent = Array.from({ length: files }, (_, number) => textOf(join(slow, String(number))).length)
      assert.isTrue(sent.every((length) => length === 0 || length === bytes), JSON.stringify(sent))
      assert.isBelow(sent.filter((length) => length > 0).length, files)
      yield* watch.says(/pair=added/)
      assert.strictEqual(calmLines(), before, "it does not notice")
      assert.strictEqual((yield* watch.stop).exitCode, 0)
    }))

  it.live("keeps the last good syncfile when one is broken, says so everywhere, and recovers", () =>
    Effect.gen(function*() {
      const server = yield* up
      const place = yield* workspace
      const target = folderOn(server, `${place.name}-kept`)
      const told = yield* listening
      const kinds = () => told.heard.map(({ body }) => (body as { readonly kind: string }).kind)
      const here = place.makeFolder("kept")
      const declared = {
        remotes: { server },
        daemon: { notify: [{ webhook: { url: told.url } }] },
        pairs: { kept: { mode: "mirror", source: "./kept", target: `server:${place.name}-kept`, onChange: "on" } },
      }
      const watch = yield* startWatch(place, declared)
      yield* watch.says(/pair=kept/)
      const file = join(place.folder, "syncfile.yaml")
      const good = readFileSync(file, "utf8")
      writeFileSync(file, good.replace("mode: mirror", "mode: miror"))
      yield* eventually("the watch is not ready", () => isReady(watch.address).then((ready) => !ready))
      const { refusal } = yield* watch.status
      assert.match(refusal?.message ?? "", /did you mean `mirror`/)
      const status = yield* place.run("status")
      assert.strictEqual(status.exitCode, 78)
      assert.match(status.stderr, /did you mean `mirror`/)
      assert.match(status.stdout, /^kept +mirror/m)
      yield* eventually("somebody is told", () => kinds().includes("trouble"))
      writeFileSync(join(here, "meanwhile"), "sent")
      yield* eventually("the last good one is followed", () => textOf(join(target, "meanwhile")) === "sent")
      writeFileSync(file, good)
      yield* eventually("the watch is ready again", () => isReady(watch.address))
      yield* eventually("somebody is told that it is well", () => kinds().at(-1) === "recovered")
      assert.deepStrictEqual(kinds(), ["trouble", "recovered"])
      assert.strictEqual((yield* watch.stop).exitCode, 0)
    }))

  it.live("sees a syncfile behind a link that is swapped, as Kubernetes swaps its ConfigMaps", () =>
    Effect.gen(function*() {
      const server = yield* up
      const place = yield* workspace
      for (const name of ["one", "two"]) place.makeFolder(name)
      const pair = (name: string) => ({
        mode: "mirror",
        source: `./${name}`,
        target: `server:${place.name}-${name}`,
        schedule: { every: "1h" },
      })
      place.declare({ remotes: { server }, pairs: { one: pair("one") } })
      const file = join(place.folder, "syncfile.yaml")
      const versions = ["..2026_1", "..2026_2"].map((name) => join(place.folder, name))
      for (const version of versions) mkdirSync(version)
      const watch = yield* startWatch(place, { remotes: { server }, pairs: { one: pair("one") } })
      const first = readFileSync(file, "utf8")
      writeFileSync(join(versions[0]!, "syncfile.yaml"), first)
      writeFileSync(join(versions[1]!, "syncfile.yaml"), first.replaceAll("one", "two"))
      symlinkSync("..2026_1", join(place.folder, "..data"))
      rmSync(file)
      symlinkSync("..data/syncfile.yaml", file)
      yield* watch.says(/pair=one/)
      symlinkSync("..2026_2", join(place.folder, "..data_tmp"))
      renameSync(join(place.folder, "..data_tmp"), join(place.folder, "..data"))
      yield* watch.says(/two: watched/)
      yield* watch.says(/one: not watched any more/)
      writeFileSync(join(versions[1]!, "syncfile.yaml"), first)
      watch.signal("SIGHUP")
      yield* eventually(
        "the first pair is back",
        () => watch.lines.filter((line) => /one: watched/.test(line)).length === 2,
      )
    }))

  it.live("waits for a server that is gone, stops at one that refuses, and lets no other pair notice", () =>
    Effect.gen(function*() {
      const gone = yield* sshd()
      const refusing = yield* sshd()
      const place = yield* workspace
      for (const name of ["a", "b", "c"]) place.makeFolder(name)
      const trusted = readFileSync(refusing.knownHosts, "utf8")
      writeFileSync(refusing.knownHosts, "")
      const pair = (name: string, remote: string) => ({
        mode: "mirror",
        source: `./${name}`,
        target: `${remote}:${place.name}`,
        schedule: { every: "1s" },
      })
      const server = yield* up
      yield* gone.stop
      const watch = yield* startWatch(place, {
        remotes: { gone, refusing, server },
        pairs: { a: pair("a", "gone"), b: pair("b", "refusing"), c: pair("c", "server") },
      })
      const state = (remote: string) =>
        Effect.map(watch.status, ({ remotes }) => remotes.find((each) => each.remote === remote)?.state)
      yield* watch.says(/gone: /)
      yield* watch.says(/not tried again until it is mended: refusing:/)
      assert.deepStrictEqual([yield* state("gone"), yield* state("refusing")], ["open", "stopped"])
      const passes = () => watch.lines.filter((line) => /pair=c outcome=ok/.test(line)).length
      const before = passes()
      yield* eventually("the other pair goes on", () => passes() > before + 3)
      const attempts = watch.lines.filter((line) => /pair=b outcome=failed/.test(line)).length
      assert.strictEqual(attempts, 1, "it is not hammered")
      yield* gone.start
      writeFileSync(refusing.knownHosts, trusted)
      yield* place.run("ctl", "run", "a") // and not when its breaker would let it
      yield* watch.says(/pair=a outcome=ok/)
      yield* watch.says(/pair=b outcome=ok/)
      assert.deepStrictEqual([yield* state("gone"), yield* state("refusing")], ["closed", "closed"])
      assert.strictEqual((yield* watch.stop).exitCode, 0)
    }))
})

const isReady = (address: string): Promise<boolean> => fetch(`http://${address}/readyz`).then(({ ok }) => ok)
