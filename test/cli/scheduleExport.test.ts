import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { commandLine } from "./commandLine.ts"

const declared = Effect.gen(function*() {
  const line = yield* commandLine
  line.declare({
    pairs: {
      docs: { mode: "copy", source: "./in", target: "./out", schedule: { every: "15m" } },
      odd: { mode: "copy", source: "./in", target: "./other", schedule: { every: "7m" } },
    },
  })
  return line
})

describe("syncfile schedule export", () => {
  it.effect.each<[string, string]>([
    ["--systemd", "ExecStart=:/usr/bin/node /opt/syncfile/syncfile.mjs -f FILE watch\n"],
    ["--launchd", "<string>FILE</string>"],
    ["--windows", "<Arguments>/opt/syncfile/syncfile.mjs -f FILE watch</Arguments>"],
  ])("prints what runs the watch of this syncfile: %s", ([format, expected]) =>
    Effect.gen(function*() {
      const { folder, run } = yield* declared
      const { exitCode, messages, out } = yield* run("schedule", "export", format)
      assert.strictEqual(exitCode, 0)
      assert.include(out, expected.replace("FILE", join(folder, "syncfile.yaml")))
      assert.notStrictEqual(messages, "") // what else has to be done
      assert.strictEqual((yield* run("schedule", "export", format, "--quiet")).messages, "")
    }))

  it.effect("prints what cron can do, and fails for the rest", () =>
    Effect.gen(function*() {
      const { folder, run } = yield* declared
      const { exitCode, messages, out } = yield* run("schedule", "export", "--cron")
      assert.strictEqual(exitCode, 1)
      const file = join(folder, "syncfile.yaml")
      const command = `/usr/bin/node /opt/syncfile/syncfile.mjs -f ${file} apply docs --auto-approve --no-input`
      assert.include(out, `\n*/15 * * * * ${command}\n`)
      assert.include(out, "\n# left out: odd: cron has no line for every 7m")
      assert.include(messages, "Error: not all of it can be said to cron.\n  odd: cron has no line for every 7m")
    }))

  it.effect.each<string>([
    "",
    "--cron --systemd",
    "--systemd --cron --launchd --windows",
  ])("wants one format: %o", (formats) =>
    Effect.gen(function*() {
      const { run } = yield* declared
      const { exitCode, messages, out } = yield* run("schedule", "export", ...formats.split(" ").filter(Boolean))
      assert.deepStrictEqual([exitCode, out], [64, ""])
      assert.include(messages, "one of --systemd, --cron, --launchd and --windows is needed")
    }))

  it.effect("writes a file, and replaces it only when it is told to", () =>
    Effect.gen(function*() {
      const { folder, run } = yield* declared
      const file = join(folder, "units", "syncfile-scenario.service")
      const first = yield* run("schedule", "export", "--systemd", "--out", "units")
      assert.deepStrictEqual([first.exitCode, first.out], [0, `Wrote ${file}\n`])
      const text = readFileSync(file, "utf8")
      assert.strictEqual(text, (yield* run("schedule", "export", "--systemd")).out)
      writeFileSync(file, "mine")
      const second = yield* run("schedule", "export", "--systemd", "--out", "units")
      assert.strictEqual(second.exitCode, 1)
      assert.include(second.messages, "exists already")
      assert.strictEqual(readFileSync(file, "utf8"), "mine")
      assert.strictEqual((yield* run("schedule", "export", "--systemd", "--out", "units", "--force")).exitCode, 0)
      assert.strictEqual(readFileSync(file, "utf8"), text)
    }))

  it.effect("says when it cannot be written", () =>
    Effect.gen(function*() {
      const { folder, run } = yield* declared
      writeFileSync(join(folder, "taken"), "")
      const { exitCode, messages } = yield* run("schedule", "export", "--systemd", "--out", "taken")
      assert.strictEqual(exitCode, 1)
      assert.include(messages, "taken is no folder and cannot be made one")
      mkdirSync(join(folder, "units", "syncfile-scenario.service"), { recursive: true })
      const forced = yield* run("schedule", "export", "--systemd", "--out", "units", "--force")
      assert.strictEqual(forced.exitCode, 1)
      assert.include(forced.messages, "syncfile-scenario.service cannot be written to units")
    }))

  it.effect("tells which folders a confined service would miss", () =>
    Effect.gen(function*() {
      const { folder, run } = yield* declared
      mkdirSync(join(folder, "out"))
      const { messages } = yield* run("schedule", "export", "--systemd")
      assert.include(messages, `Make ${join(folder, "other")} before it begins`)
      assert.notInclude(messages, `Make ${join(folder, "out")} before`)
      assert.isFalse(existsSync(join(folder, "other")))
    }))

  it.effect("gives one document of JSON", () =>
    Effect.gen(function*() {
      const { folder, run } = yield* declared
      const printed = yield* run("schedule", "export", "--cron", "--json")
      const document = JSON.parse(printed.out)
      assert.deepStrictEqual([document.format, document.name], ["cron", "syncfile-scenario.crontab"])
      assert.match(document.refusals[0], /^odd: /)
      assert.include(document.text, "*/15")
      assert.deepStrictEqual(document.notes, ["Add the lines with: crontab -e"])
      const written = JSON.parse((yield* run("schedule", "export", "--windows", "--out", ".", "--json")).out)
      assert.strictEqual(written.file, join(folder, "syncfile-scenario.xml"))
    }))

  it.effect("needs a syncfile that is valid", () =>
    Effect.gen(function*() {
      const { folder, run } = yield* declared
      writeFileSync(join(folder, "syncfile.yaml"), "version: 1\n")
      assert.strictEqual((yield* run("schedule", "export", "--systemd")).exitCode, 78)
    }))
})
