/** What a watch serves: health, metrics that Prometheus takes, JSON, events, and nothing that acts without a token. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { execFileSync } from "node:child_process"
import { statSync, writeFileSync } from "node:fs"
import { request } from "node:http"
import { join } from "node:path"
import { kill } from "node:process"
import { type ConfigDocument, type PairDocument, type RunDetails } from "../../src/daemon/StatusDocument.ts"
import { eventually } from "./support/eventually.ts"
import { startWatch } from "./support/watching.ts"
import { workspace } from "./support/workspace.ts"

const hostile = "<img src=x onerror=alert(1)>\u202egnp.\u0007"

const served = Effect.gen(function*() {
  const place = yield* workspace
  for (const folder of ["docs", "both", "other"]) place.makeFolder(folder)
  writeFileSync(join(place.folder, "token"), "open sesame\n", { mode: 0o600 })
  writeFileSync(join(place.folder, "docs", hostile), "text")
  const watch = yield* startWatch(place, {
    daemon: { token: { file: "./token" } },
    pairs: {
      docs: { mode: "mirror", source: "./docs", target: "./copy", schedule: { every: "1h" } },
      both: { mode: "two-way", left: "./both", right: "./other", schedule: { every: "1h" }, apply: "manual" },
    },
  })
  yield* watch.says(/pair=docs outcome=/)
  yield* watch.says(/pair=both outcome=/)
  const ask = (path: string, init?: RequestInit) => Effect.promise(() => fetch(`http://${watch.address}${path}`, init))
  const json = <A>(path: string) =>
    Effect.flatMap(ask(path), (answer) => Effect.promise(async () => (await answer.json()) as A))
  const post = (path: string, token?: string, body?: unknown) =>
    ask(path, {
      method: "POST",
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  return { place, watch, ask, json, post }
})

describe("a watch over HTTP", () => {
  it.live("tells of its health, and gives metrics that promtool finds nothing wrong with", () =>
    Effect.gen(function*() {
      const { ask } = yield* served
      assert.deepStrictEqual([(yield* ask("/healthz")).status, (yield* ask("/readyz")).status], [200, 200])
      const text = yield* Effect.flatMap(ask("/metrics"), (answer) => Effect.promise(() => answer.text()))
      const verdict = execFileSync("/usr/bin/promtool", ["check", "metrics"], { input: text, encoding: "utf8" })
      assert.strictEqual(verdict, "")
      for (
        const line of [
          /^syncfile_pair_healthy\{pair="docs"\} 1$/m,
          /^syncfile_pair_last_success_time_seconds\{pair="docs"\} \d{10}/m,
          /^syncfile_pair_files\{pair="docs",side="left"\} 1$/m,
          /^syncfile_pair_passes_total\{pair="docs",outcome="ok"\} 1$/m,
          /^syncfile_pair_free_bytes\{pair="docs",side="right"\} \d+$/m,
          /^syncfile_config_valid 1$/m,
        ]
      ) assert.match(text, line)
    }))

  it.live("tells of pairs, runs and the syncfile as JSON, names as they are", () =>
    Effect.gen(function*() {
      const { json, ask, watch } = yield* served
      const docs = yield* json<PairDocument>("/api/pairs/docs")
      assert.deepStrictEqual(docs.passes.map(({ changes }) => changes.added), [1])
      assert.strictEqual(docs.status.health, "ok")
      const [pass] = docs.passes
      const run = yield* json<RunDetails>(`/api/pairs/docs/runs/${pass?.run}`)
      assert.deepStrictEqual(run.deeds.map(({ path }) => path), [hostile])
      const config = yield* json<ConfigDocument>("/api/config")
      assert.match(config.followed.text, /mode: mirror/)
      assert.isNull(config.refused)
      assert.isTrue((yield* watch.status).canAct)
      for (const path of ["/api/pairs/nobody", "/api/pairs/docs/runs/ffffffff", "/api/nothing"]) {
        assert.strictEqual((yield* ask(path)).status, 404, path)
      }
    }))

  it.live("acts for those who have the token, and for nobody else", () =>
    Effect.gen(function*() {
      const { post, watch } = yield* served
      const status = (path: string, token?: string, body?: unknown) =>
        Effect.map(post(path, token, body), (answer) => answer.status)
      const run = "/api/pairs/docs/run"
      assert.strictEqual(yield* status(run), 401)
      assert.strictEqual(yield* status(run, "open"), 401)
      assert.strictEqual(yield* status(run, "open sesame", { wait: true }), 200)
      assert.strictEqual(yield* status("/api/pairs/nobody/run", "open sesame"), 404)
      assert.strictEqual(
        yield* status("/api/pairs/docs/suspend", "open sesame", { for: 60_000, reason: "a test" }),
        200,
      )
      assert.strictEqual(yield* status(run, "open sesame"), 409)
      const { pairs } = yield* watch.status
      assert.deepStrictEqual(pairs.map(({ phase }) => phase), ["suspended", "idle"])
      assert.match(pairs[0]?.detail ?? "", /a test/)
      assert.strictEqual(yield* status("/api/pairs/docs/resume", "open sesame"), 200)
      assert.strictEqual(yield* status(run, "open sesame"), 200)
      assert.strictEqual(yield* status("/api/reload", "open sesame"), 200)
    }))

  it.live("answers to this machine's own names only, and lets the page load nothing from elsewhere", () =>
    Effect.gen(function*() {
      const { ask, watch } = yield* served
      const [host = "", port = ""] = watch.address.split(":")
      const foreign = yield* Effect.promise(() =>
        new Promise<number>((done, failed) => {
          const sent = request({ host, port, path: "/api/status", headers: { host: "rebound.example" } })
          sent.once("response", ({ statusCode = 0 }) => done(statusCode)).once("error", failed).end()
        })
      )
      assert.strictEqual(foreign, 421)
      const page = yield* ask("/")
      assert.match(page.headers.get("content-security-policy") ?? "", /^default-src 'none'; script-src 'self'; /)
    }))

  it.live("sends events to whoever listens", () =>
    Effect.gen(function*() {
      const { ask, place } = yield* served
      const events = yield* ask("/api/events")
      let heard = ""
      const reader = events.body!.pipeThrough(new TextDecoderStream()).getReader()
      const listening = (async () => {
        for (let part = await reader.read(); !part.done; part = await reader.read()) heard += part.value
      })()
      const { exitCode } = yield* place.run("ctl", "run", "docs", "--wait")
      assert.strictEqual(exitCode, 0)
      yield* eventually("an event comes", () => /event: pair\ndata: \{"type":"pair","pair":"docs"\}\n\n/.test(heard))
      yield* Effect.promise(() => reader.cancel())
      yield* Effect.promise(() => listening)
    }))

  it.live("talks to ctl through a socket that is its owner's alone, and refuses a second watch", () =>
    Effect.gen(function*() {
      const { place } = yield* served
      const socket = join(place.folder, ".syncfile/daemon.sock")
      assert.strictEqual(statSync(socket).mode & 0o777, 0o600)
      const second = yield* place.run("watch")
      assert.strictEqual(second.exitCode, 1)
      assert.match(second.stderr, /daemon\.sock cannot be listened on \(a syncfile watch answers there already\)/)
      assert.match((yield* place.run("ctl", "reload")).stdout, /Nothing has changed/)
      const unknown = yield* place.run("ctl", "run", "nobody")
      assert.deepStrictEqual([unknown.exitCode, unknown.stderr], [1, "Error: There is no pair \"nobody\".\n"])
    }))

  it.live("is told of by status and ctl when it is stuck, and answers again once it is not", () =>
    Effect.gen(function*() {
      const { place, watch } = yield* served
      yield* watch.says(/pair=docs outcome=ok/)
      kill(watch.pid, "SIGSTOP")
      const [status, run] = yield* Effect.all([
        place.run("status", "--max-age", "26h"),
        place.run("ctl", "run", "docs", "--wait"),
      ], { concurrency: 2 })
      assert.deepStrictEqual([status.exitCode, run.exitCode], [1, 1])
      assert.match(status.stdout, /^docs +mirror +ok /m)
      for (const { stderr } of [status, run]) assert.match(stderr, /has not answered for 10 seconds/)
      kill(watch.pid, "SIGCONT")
      assert.strictEqual((yield* place.run("status", "docs", "--max-age", "26h")).exitCode, 0)
    }))
})
