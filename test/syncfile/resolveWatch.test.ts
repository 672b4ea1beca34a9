import { assert, describe, it } from "@effect/vitest"
import { type Watch } from "../../src/domain/watch/Watch.ts"
import { complaintsAbout, hintsFor, setupOf, withPairs } from "./reading.ts"

const minute = 60_000
const places = "mode: copy, source: ./a, target: \"office:/b\""
const watchOf = (more: string, defaults = ""): Watch | undefined =>
  setupOf(`${withPairs(`  p: { ${places}${more} }`)}${defaults}`).pairs[0]?.watch
const complaints = (more: string) => complaintsAbout(withPairs(`  p: { ${places}${more} }`))

describe("how a pair is watched", () => {
  it("is not at all unless it is said", () => {
    const { apply, notify, onChange, schedule, windows } = watchOf("")!
    assert.deepStrictEqual({ apply, notify, onChange, schedule, windows }, {
      apply: "auto",
      notify: [],
      onChange: undefined,
      schedule: undefined,
      windows: [],
    })
  })

  it("is as its schedule says", () => {
    assert.deepStrictEqual(watchOf(", schedule: { every: 15m }")?.schedule, {
      rhythm: { _tag: "Every", milliseconds: 15 * minute },
      jitter: 0,
      catchUp: "once",
      overlap: "skip",
    })
    const cron =
      ", schedule: { cron: \"0 4 * * *\", timezone: Europe/Berlin, jitter: 10m, catchUp: none, overlap: queue }"
    assert.deepStrictEqual(watchOf(cron)?.schedule, {
      rhythm: { _tag: "Cron", cron: "0 4 * * *", timezone: "Europe/Berlin" },
      jitter: 10 * minute,
      catchUp: "none",
      overlap: "queue",
    })
  })

  it("takes from defaults what it does not say, and may do without", () => {
    const defaults =
      "defaults: { schedule: { every: 1h }, onChange: on, apply: manual, checks: { failures: 9, drop: off } }\n"
    assert.strictEqual(watchOf("", defaults)?.schedule?.rhythm._tag, "Every")
    assert.strictEqual(watchOf("", defaults)?.apply, "manual")
    assert.deepStrictEqual(watchOf("", defaults)?.onChange, { debounce: 1000, rescan: 15 * minute })
    assert.isUndefined(watchOf(", schedule: off, onChange: off", defaults)?.schedule)
    assert.isUndefined(watchOf(", schedule: off, onChange: off", defaults)?.onChange)
    const { drop, duration, failures } = watchOf(", checks: { duration: 2 }", defaults)!.checks
    assert.deepStrictEqual([drop, duration, failures], [undefined, 2, 9])
  })

  it("knows its windows", () => {
    const window = "{ kind: deny, cron: \"0 9 * * MON-FRI\", timezone: UTC, duration: 9h, manual: deny }"
    assert.deepStrictEqual(watchOf(`, windows: [${window}]`)?.windows, [
      { kind: "deny", cron: "0 9 * * MON-FRI", timezone: "UTC", duration: 540 * minute, manual: "deny" },
    ])
  })

  it("knows whom to tell", () => {
    const notify = "[{ webhook: { url: { env: HOOK }, headers: { A: { file: ./a } }, remind: 0s } },"
      + " { healthchecks: { url: \"https://hc.example/1\" } }, { command: { run: [page, ops] } }]"
    assert.deepStrictEqual(watchOf(`, notify: ${notify}`)?.notify, [
      {
        _tag: "Webhook",
        url: { _tag: "Env", name: "HOOK" },
        headers: { A: { _tag: "File", path: "/srv/feeds/a" } },
        remind: undefined,
      },
      { _tag: "Healthchecks", url: "https://hc.example/1" },
      { _tag: "Command", argv: ["page", "ops"], remind: 1440 * minute },
    ])
  })

  it.each([
    [", schedule: { cron: \"61 * * * *\", timezone: UTC }", /Invalid value for minute: 61$/],
    [", schedule: { cron: \"0 0 30 2 *\", timezone: UTC }", /`0 0 30 2 \*` never comes$/],
    [", schedule: { cron: \"0 4 * * *\", timezone: Mars/Olympus }", /`Mars\/Olympus` is no time zone$/],
    [", schedule: { cron: \"0 4 * * *\" }", /pairs\.p\.schedule needs `timezone`$/],
    [", schedule: { every: 0s }", /`every` must be at least one second$/],
    [", schedule: { every: 5m, cron: \"0 4 * * *\" }", /takes exactly one of cron, every, not `cron` and `every`$/],
    [
      ", windows: [{ kind: deny, cron: \"0 9 * * *\", timezone: UTC, duration: 0s }]",
      /`duration` must be at least one second$/,
    ],
    [", checks: { failures: many }", /`failures` must be `off` or a whole number, not `many`$/],
    [", notify: [{ command: { run: [\"\"] } }]", /`run` names no program$/],
    [", notify: [{ webhook: { url: \"https://ada:hush@chat.example\" } }]", /`url` holds a user or a password$/],
    [", notify: [{ healthchecks: { url: \"http://ada@hc.example/1\" } }]", /`url` holds a user or a password$/],
  ])("is complained about: %s", (more, complaint) => {
    const all = complaints(more)
    assert.strictEqual(all.length, 1, all.join("\n"))
    assert.match(all[0]!, complaint)
  })

  it("sends what lets it in as a header, and may have @ elsewhere in an address", () => {
    const hook = (url: string) => withPairs(`  p: { ${places}, notify: [{ webhook: { url: "${url}" } }] }`)
    assert.match(hintsFor(hook("https://ada:hush@chat.example")).join("\n"), /Authorization: { env: CHAT_TOKEN }/)
    assert.deepStrictEqual(complaintsAbout(hook("https://chat.example/@ada?to=b@c#d@e")), [])
  })

  it("cannot hear of changes elsewhere, and passes over defaults that ask for it", () => {
    const elsewhere = (more: string) =>
      withPairs(`  p: { mode: copy, source: "office:/a", target: "office:/b"${more} }`)
    assert.match(complaintsAbout(elsewhere(", onChange: on")).join("\n"), /both sides are elsewhere$/)
    assert.match(hintsFor(elsewhere(", onChange: on")).join("\n"), /every: 5m/)
    assert.isUndefined(setupOf(`${elsewhere("")}defaults: { onChange: on }\n`).pairs[0]?.watch.onChange)
  })
})

describe("the daemon", () => {
  const daemonOf = (written: string) => setupOf(`${withPairs(`  p: { ${places} }`)}daemon: ${written}\n`).daemon

  it("serves this machine, and keeps its socket beside the state", () => {
    const { listen, socket, token } = daemonOf("{}")
    assert.deepStrictEqual({ listen, socket, token }, {
      listen: { host: "127.0.0.1", port: 9464 },
      socket: "/srv/feeds/.syncfile/daemon.sock",
      token: undefined,
    })
  })

  it("is as it is written", () => {
    assert.isUndefined(daemonOf("{ listen: off }").listen)
    assert.deepStrictEqual(daemonOf("{ listen: \"[::1]:80\" }").listen, { host: "::1", port: 80 })
    assert.deepStrictEqual(daemonOf("{}").hosts, [])
    assert.deepStrictEqual(daemonOf("{ hosts: [Sync.Example.com, \"::1\"] }").hosts, ["sync.example.com", "::1"])
    assert.strictEqual(daemonOf("{ socket: /run/s.sock }").socket, "/run/s.sock")
    assert.strictEqual(daemonOf("{ shutdownGrace: 5m }").shutdownGrace, 5 * minute)
    assert.deepStrictEqual(daemonOf("{ history: { keep: 1d } }").history, { keep: 1440 * minute, passes: 1000 })
  })

  it.each([
    ["./.syncfile/state.sqlite", "is the state of this syncfile"],
    ["~/../../srv/feeds/syncfile.yaml", "is the syncfile itself"],
    [".", "holds the syncfile itself"],
    ["./.syncfile/", "holds the state of this syncfile"],
    ["~/", "is your home folder"],
    ["./t", "is the target of pair `m`"],
    ["./t/below/daemon.sock", "lies inside the target of pair `m`"],
    ["./r/daemon.sock", "lies inside the right side of pair `w`"],
  ])("cannot have its socket at %s, which %s", (socket, harm) => {
    const pairs = "  m: { mode: mirror, source: ./s, target: ./t }\n  w: { mode: two-way, left: ./l, right: ./r }"
    const text = `${withPairs(pairs)}daemon: { socket: ${socket} }\n`
    assert.deepStrictEqual(complaintsAbout(text), [
      `9:19 \`${socket}\` ${harm}, where the socket of the watch cannot be`,
    ])
  })

  it("has its socket wherever it does no harm", () => {
    for (const socket of ["./s/daemon.sock", "./daemon.sock", "/run/syncfile/daemon.sock"]) {
      assert.match(daemonOf(`{ socket: ${socket} }`).socket, /daemon\.sock$/)
    }
  })

  it("cannot have a state where its socket would be", () => {
    const text = `${withPairs(`  p: { ${places} }`)}state: { type: sqlite, path: ./daemon.sock }\n`
    assert.deepStrictEqual(complaintsAbout(text), [
      "8:30 `./daemon.sock` is the state of this syncfile, where the socket of the watch cannot be",
    ])
  })

  it("cannot listen on a port that no machine has", () => {
    const text = `${withPairs(`  p: { ${places} }`)}daemon: { listen: "127.0.0.1:70000" }\n`
    assert.match(complaintsAbout(text).join(""), /there is no port 70000$/)
  })
})
