/** What a watch tells others: collectors, dead man's switches, programs, log files, and programs that read its output. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { chmodSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { startCli } from "./support/cli.ts"
import { eventually } from "./support/eventually.ts"
import { listening } from "./support/listening.ts"
import { anyDisk, startWatch, textOf } from "./support/watching.ts"
import { workspace } from "./support/workspace.ts"

const pair = (more: object = {}) => ({
  mode: "mirror",
  source: "./in",
  target: "./out",
  schedule: { every: "1s" },
  ...anyDisk,
  ...more,
})

/** A program that writes down what it is told, and where. */
const recorderIn = (folder: string) => {
  const [script, file] = [join(folder, "tell.sh"), join(folder, "told")]
  writeFileSync(script, "#!/bin/sh\necho \"$SYNCFILE_KIND $SYNCFILE_PAIR $SYNCFILE_CONCERNS\" >> \"$1\"\n")
  chmodSync(script, 0o755)
  return { file, run: [script, file] }
}

describe("a watch", () => {
  it.live("sends traces, metrics and logs to the collector that the variables name", () =>
    Effect.gen(function*() {
      const place = yield* workspace
      const { heard, url } = yield* listening
      writeFileSync(join(place.makeFolder("in"), "file"), "text")
      place.declare({ daemon: { listen: "off" }, pairs: { docs: pair() } })
      const env = {
        OTEL_EXPORTER_OTLP_ENDPOINT: url,
        OTEL_METRIC_EXPORT_INTERVAL: "500",
        OTEL_BSP_SCHEDULE_DELAY: "500",
      }
      yield* startCli(["watch"], { folder: place.folder, env })
      const sent = (path: string) => JSON.stringify(heard.filter((each) => each.path === path))
      yield* eventually(
        "all three are sent",
        () =>
          sent("/v1/traces").includes("runPass") && sent("/v1/metrics").includes("syncfile_pair_healthy")
          && sent("/v1/logs").includes("Apply complete!"),
      )
    }))

  it.live("pings at the start and at the end of each pass, and tells a failure from a success", () =>
    Effect.gen(function*() {
      const place = yield* workspace
      const { heard, url } = yield* listening
      writeFileSync(join(place.makeFolder("in"), "file"), "text")
      const watch = yield* startWatch(place, {
        pairs: { docs: pair({ notify: [{ healthchecks: { url: `${url}/check` } }] }) },
      })
      const paths = () => heard.map(({ path }) => path)
      yield* eventually("a pass is told of", () => paths().includes("/check"))
      assert.deepStrictEqual(paths().slice(0, 2), ["/check/start", "/check"])
      watch.declare({
        pairs: { docs: { ...pair({ notify: [{ healthchecks: { url: `${url}/check` } }] }), source: "./nowhere" } },
      })
      yield* eventually("a failure is told of", () => paths().includes("/check/fail"))
    }))

  it.live("runs a program that is told in its environment, and writes its lines to a file", () =>
    Effect.gen(function*() {
      const place = yield* workspace
      const { file: told, run } = recorderIn(place.folder)
      const declared = (source: string) => ({
        daemon: { listen: "off" },
        pairs: { docs: { ...pair({ notify: [{ command: { run } }] }), source } },
      })
      place.makeFolder("in")
      place.declare(declared("./nowhere"))
      const log = join(place.folder, "watch.log")
      const watch = yield* place.start(["watch", "--log-file", "watch.log", "--log-format", "json"])
      yield* eventually("the program is run", () => textOf(told) !== "")
      assert.strictEqual(textOf(told), "trouble docs halted\n")
      place.declare(declared("./in"))
      yield* eventually("it is run again", () => textOf(told).includes("recovered docs"))
      watch.signal("SIGTERM")
      assert.strictEqual((yield* watch.ended).exitCode, 0)
      const lines = textOf(log).trim().split("\n").map((line) => JSON.parse(line) as { readonly message: unknown })
      assert.isTrue(lines.some(({ message }) => String(message).includes("does not exist")), textOf(log))
    }))

  it.live("prints an object a line for programs, and runs what is due once for cron", () =>
    Effect.gen(function*() {
      const place = yield* workspace
      writeFileSync(join(place.makeFolder("in"), "file"), "text")
      place.declare({
        pairs: {
          docs: pair({ schedule: { every: "1h" } }),
          idle: { mode: "copy", source: "./in", target: "./never" },
        },
      })
      const once = yield* place.run("watch", "--once", "--json")
      assert.strictEqual(once.exitCode, 0)
      const lines = once.stdout.trim().split("\n").map((line) => JSON.parse(line) as Record<string, unknown>)
      assert.deepStrictEqual(lines.map(({ pair, type }) => [type, pair]), [["pass_start", "docs"], [
        "pass_complete",
        "docs",
      ]])
      const again = yield* place.run("watch", "--once", "--json")
      assert.deepStrictEqual([again.exitCode, again.stdout], [0, ""])
      assert.match(again.stderr, /nothing is due/)
      assert.match((yield* place.run("history", "--passes")).stdout, /start .* ok .* 1 \| 1 .* Apply complete! 1 added/)
      place.declare({ pairs: { lost: pair({ source: "./nowhere" }) } }) // without a past it is due at once
      assert.strictEqual((yield* place.run("watch", "--once")).exitCode, 5)
    }))

  it.live("that is ended right after a pass tells what came of it before it ends", () =>
    Effect.gen(function*() {
      const place = yield* workspace
      const told = recorderIn(place.folder)
      const notify = [{ command: { run: told.run } }]
      place.declare({ daemon: { listen: "off" }, pairs: { docs: { ...pair({ notify }), source: "./nowhere" } } })
      const lines: Array<string> = []
      const watch = yield* place.start(["watch"], (line) => void lines.push(line))
      yield* eventually("a pass is over", () => lines.some((line) => line.includes("does not exist")))
      watch.signal("SIGTERM")
      assert.strictEqual((yield* watch.ended).exitCode, 0)
      assert.strictEqual(textOf(told.file), "trouble docs halted\n")
    }))

  it.live("that runs what is due once tells everybody before it ends", () =>
    Effect.gen(function*() {
      const place = yield* workspace
      const { heard, url } = yield* listening
      const told = recorderIn(place.folder)
      writeFileSync(join(place.makeFolder("in"), "file"), "text")
      const notify = [{ healthchecks: { url: `${url}/check` } }, { webhook: { url: `${url}/hook` } }, {
        command: { run: told.run },
      }]
      const declare = (source: string) =>
        place.declare({ pairs: { docs: { ...pair({ notify, checks: { drop: "off", successRate: "off" } }), source } } })
      const paths = () => heard.splice(0).map(({ path }) => path).toSorted()
      declare("./in")
      assert.strictEqual((yield* place.run("watch", "--once")).exitCode, 0)
      assert.deepStrictEqual(paths(), ["/check", "/check/start"])
      declare("./nowhere")
      yield* Effect.sleep("1 second") // by then it is due again
      const halted = yield* place.run("watch", "--once", "--json")
      assert.strictEqual(halted.exitCode, 5)
      assert.match(halted.stdout, /"type":"pass_complete".*"outcome":"halted"/)
      assert.deepStrictEqual(paths(), ["/check/fail", "/check/start", "/hook"])
      assert.strictEqual(textOf(told.file), "trouble docs halted\n")
      for (const _ of [2, 3]) {
        yield* Effect.sleep("1 second")
        yield* place.run("watch", "--once")
      }
      assert.strictEqual(textOf(told.file), "trouble docs halted\ntrouble docs halted,check failures\n")
      declare("./in")
      yield* Effect.sleep("1 second")
      yield* place.run("watch", "--once")
      assert.match(textOf(told.file), /\nrecovered docs \n$/)
    }))
})
