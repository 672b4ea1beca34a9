import { assert, describe, it } from "@effect/vitest"
import { execFileSync } from "node:child_process"
import { nextOfCron } from "../../../src/domain/schedule/cron.ts"
import { renderCron } from "../../../src/report/service/renderCron.ts"
import { isDue, parseCrontab } from "./parseCrontab.ts"
import { type Described, oddNames, server, serviceOf } from "./serviceOf.ts"

const remotes = `remotes:\n${server()}`
const pair = (name: string, watch: string) =>
  `  ${name}: { mode: copy, source: "server:${name}", target: /srv/${name}, ${watch} }\n`
const every = (span: string) => pair("docs", `schedule: { every: ${span} }`)
const cron = (expression: string, timezone = "UTC") =>
  pair("docs", `schedule: { cron: "${expression}", timezone: ${timezone} }`)

const rendered = (pairs: string, described?: Described) =>
  renderCron(serviceOf(`${remotes}pairs:\n${pairs}`, described))
const linesOf = (pairs: string, described?: Described) => parseCrontab(rendered(pairs, described).text)

/** What sh makes of a command, a word each. */
const wordsOf = (command: string): ReadonlyArray<string> =>
  execFileSync("/bin/sh", ["-c", `set -- ${command}\nprintf '%s\\0' "$@"`], { encoding: "utf8" }).split("\0").slice(
    0,
    -1,
  )

describe("renderCron", () => {
  it("applies each pair that has a schedule, without asking", () => {
    const { name, refusals, text } = rendered(cron("0 4 * * *") + pair("idle", "schedule: off"))
    assert.strictEqual(name, "syncfile-office.crontab")
    assert.deepStrictEqual(refusals, [])
    const [line, ...more] = parseCrontab(text)
    assert.deepStrictEqual(more, [])
    assert.deepStrictEqual(wordsOf(line!.command), [
      "/usr/bin/node",
      "/usr/bin/syncfile",
      "-f",
      "/srv/office/syncfile.yaml",
      "apply",
      "docs",
      "--auto-approve",
      "--no-input",
    ])
  })

  it.each([
    "0 4 * * *",
    "30 2 1,15 * *",
    "*/15 8-18 * * MON-FRI",
    "0 12 * JAN,jul SAT-SUN",
    "5,35 0-23/6 * * 1-7",
    "0 4 13 * FRI",
    "0 4 1-31/2 * MON",
    "0 0 4 * * *",
    "0 4 * * 7",
    "@hourly",
    "@daily",
    "@midnight",
    "@weekly",
    "@monthly",
    "@yearly",
  ])("has cron run at every instant of %s and at no other", (expression) => {
    const [line] = linesOf(cron(expression))
    const start = Date.UTC(2026, 0, 1) - 60_000
    const days = expression.startsWith("@") || expression.includes(" 13 ") ? 400 : 40
    let due = nextOfCron(expression, "UTC", start)
    let found = 0
    for (let at = start + 60_000; at < start + days * 86_400_000; at += 60_000) {
      const isExpected = at === due
      if (isDue(line!, new Date(at)) !== isExpected) assert.fail(`${expression} at ${new Date(at).toISOString()}`)
      if (isExpected) {
        found++
        due = nextOfCron(expression, "UTC", at)
      }
    }
    assert.isAbove(found, 0)
  })

  it.each([["1m", 1], ["15m", 15], ["30m", 30], ["60m", 60], ["1h", 60], ["6h", 360], ["1d", 1440], ["24h", 1440], [
    "7d",
    10_080,
  ], ["1w", 10_080]])(
    "has cron run every %s, at even distances of %i minutes",
    (span, minutes) => {
      const [line] = linesOf(every(span))
      const instants: Array<number> = []
      for (let minute = 0; instants.length < 30; minute++) {
        if (isDue(line!, new Date(Date.UTC(2026, 2, 1, 0, minute)))) instants.push(minute)
      }
      assert.deepStrictEqual(new Set(instants.slice(1).map((at, index) => at - instants[index]!)), new Set([minutes]))
    },
  )

  it.each([
    [every("7m"), "every 7m"],
    [every("90m"), "every 90m"],
    [every("1h30m"), "every 90m"],
    [every("30s"), "every 30s"],
    [every("90s"), "every 90s"],
    [every("5h"), "every 5h"],
    [every("2d"), "every 2d"],
    [every("14d"), "every 14d"],
    [cron("30 0 4 * * *"), "no field for the seconds"],
    [cron("*/10 * * * * *"), "no field for the seconds"],
    [cron("0 4 L * *"), "the \"L\""],
    [cron("0 4 15W * *"), "the \"15W\""],
    [cron("0 4 * * FRI#2"), "the \"FRI#2\""],
    [cron("0 4 * * 5#L"), "the \"5#L\""],
    [cron("0 4 1 * +MON"), "the \"+MON\""],
    [cron("0 4 ? * MON"), "the \"?\""],
    [cron("0 4 */2 * MON"), "other ones"],
    [cron("0 4 1 * */2"), "other ones"],
    [pair("docs", "schedule: { every: 15m }, apply: manual"), "by hand"],
    [
      pair(
        "docs",
        "schedule: { every: 15m }, windows: [{ kind: deny, cron: \"0 9 * * *\", timezone: UTC, duration: 1h }]",
      ),
      "windows",
    ],
  ])("leaves out what cron cannot do, and says so: %s", (pairs, why) => {
    const { refusals, text } = rendered(pairs + pair("fine", "schedule: { every: 1h }"))
    assert.strictEqual(refusals.length, 1)
    assert.match(refusals[0] ?? "", /^docs: /)
    assert.include(refusals[0], why)
    assert.include(text, `# left out: ${refusals[0]}\n`)
    assert.deepStrictEqual(parseCrontab(text).map(({ command }) => wordsOf(command)[5]), ["fine"])
  })

  it("names the time zone where it is another than that of the machine, behind all that need none", () => {
    const pairs = pair("a", "schedule: { cron: \"0 1 * * *\", timezone: Europe/Berlin }")
      + pair("b", "schedule: { every: 1h }")
      + pair("c", "schedule: { cron: \"0 2 * * *\", timezone: America/New_York }")
      + pair("d", "schedule: { cron: \"0 3 * * *\", timezone: Europe/Berlin }")
    const zones = (timezone: string) =>
      linesOf(pairs, { timezone }).map((line) => [wordsOf(line.command)[5], line.timezone])
    assert.deepStrictEqual(zones("UTC"), [
      ["b", undefined],
      ["c", "America/New_York"],
      ["a", "Europe/Berlin"],
      ["d", "Europe/Berlin"],
    ])
    assert.deepStrictEqual(zones("Europe/Berlin"), [
      ["a", undefined],
      ["b", undefined],
      ["d", undefined],
      ["c", "America/New_York"],
    ])
    assert.isTrue(rendered(pairs).notes.some((note) => note.includes("Debian's cron ignores it")))
  })

  it("leaves windows to apply where they count for a person, too", () => {
    const { refusals } = rendered(
      pair(
        "docs",
        "schedule: { every: 15m }, windows: [{ kind: deny, cron: \"0 9 * * *\", timezone: UTC, duration: 1h, manual: deny }]",
      ),
    )
    assert.deepStrictEqual(refusals, [])
  })

  it("remarks what becomes of jitter", () => {
    const { refusals, text } = rendered(pair("docs", "schedule: { every: 15m, jitter: 2m }"))
    assert.deepStrictEqual(refusals, [])
    assert.include(text, "\n# without its jitter of up to 2m00s\n*/15 ")
  })

  it.each(oddNames)("comes through cron and sh as it is: %s", (name) => {
    const folder = `/srv/${name}/x`
    const [line] = linesOf(every("1h"), { folder, program: [`/opt/${name}/node`, `/opt/${name}/syncfile`] })
    const words = wordsOf(line!.command)
    assert.deepStrictEqual(words.slice(0, 4), [
      `/opt/${name}/node`,
      `/opt/${name}/syncfile`,
      "-f",
      `${folder}/syncfile.yaml`,
    ])
  })

  it.each(["back\\slash", "line\nend", "bell\u0007"])("refuses a name that crons read differently: %j", (name) => {
    const { refusals, text } = rendered(every("1h"), { folder: `/srv/${name}` })
    assert.strictEqual(text, "")
    assert.match(refusals[0] ?? "", /^Not every cron reads the name "/)
  })

  it("leaves out a line that cron would cut", () => {
    const { refusals } = rendered(every("1h"), { folder: `/srv/${"ö".repeat(450)}` })
    assert.deepStrictEqual(refusals, ["docs: its line would be longer than 990 bytes"])
  })

  it("has nothing to say when no pair has a schedule", () => {
    const { refusals, text } = rendered(pair("docs", "schedule: off"))
    assert.deepStrictEqual([text, refusals.length], ["", 1])
  })
})
