/** What is exported, judged by the programs that it is for. */
import { assert, describe, it } from "@effect/vitest"
import { spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterAll } from "vitest"
import { renderCron } from "../../../src/report/service/renderCron.ts"
import { renderSystemd } from "../../../src/report/service/renderSystemd.ts"
import { oddNames, server, serviceOf } from "./serviceOf.ts"

const place = mkdtempSync(join(tmpdir(), "syncfile-service-"))
afterAll(() => rmSync(place, { recursive: true, force: true }))

const run = (program: string, ...args: ReadonlyArray<string>) => {
  const { status, stderr, stdout } = spawnSync(program, args, { encoding: "utf8" })
  return { status, said: `${stdout}${stderr}` }
}

const syncfile = (more = "") =>
  [
    `remotes:\n${server("a", "{ credential: pass.word@1 }")}${server("b")}`,
    "pairs:\n",
    "  in: { mode: copy, source: \"a:in\", target: ./in, schedule: { cron: \"*/5 8-18 1,15 JAN-JUN MON-FRI\", timezone: Europe/Berlin } }\n",
    "  both: { mode: two-way, left: '/srv/50% \"off\"', right: \"b:both\", schedule: { every: 15m } }\n",
    more,
  ].join("")

/** A syncfile in a folder of that name. What `node` would be can be run. */
const inFolder = (name: string, node = join(place, "node")) => {
  mkdirSync(dirname(node), { recursive: true })
  writeFileSync(node, "#!/bin/sh\n", { mode: 0o755 })
  return { folder: join(place, name), program: [node, join(place, name, "syncfile")] as const }
}

const unit = join(place, "syncfile-office.service")
const verify = (text: string) => {
  writeFileSync(unit, text)
  return run("/usr/bin/systemd-analyze", "verify", "--man=no", unit)
}

describe("systemd-analyze verify", () => {
  it.each(["plain", ...oddNames, "back\\slash"])("has nothing to say about a unit for a syncfile in: %s", (name) => {
    const { text } = renderSystemd(serviceOf(syncfile(), inFolder(name)))
    assert.deepStrictEqual(verify(text), { status: 0, said: "" })
  })

  it.each(["plain", ...oddNames].filter((name) => !/["']/.test(name)))("finds the program in: %s", (name) => {
    const { text } = renderSystemd(serviceOf(syncfile(), inFolder("plain", join(place, name, "node"))))
    assert.deepStrictEqual(verify(text), { status: 0, said: "" })
  })

  it.each([...oddNames, "back\\slash"])(
    "takes a path for what it is, as the mounts tell that it looks for: %s",
    (name) => {
      writeFileSync(unit, renderSystemd(serviceOf(syncfile(), inFolder(name))).text)
      const { said } = run("/usr/bin/env", "SYSTEMD_LOG_LEVEL=debug", "systemd-analyze", "verify", "--man=no", unit)
      const mounts = Array.from(said.matchAll(/^(\S+)\.mount: /gm), ([, mount = ""]) => pathOfMount(mount))
      assert.include(mounts, join(place, name, "syncfile.yaml"))
    },
  )

  it("has nothing to say about a unit that has a folder of its own below /run, or may write everywhere", () => {
    const runs = serviceOf(syncfile("daemon: { socket: /run/syncfile/d.sock }\n"), inFolder("plain"))
    assert.include(renderSystemd(runs).text, "RuntimeDirectory=syncfile\n")
    assert.deepStrictEqual(verify(renderSystemd(runs).text), { status: 0, said: "" })
    const more = "  far: { mode: mirror, source: \"a:f\", target: /srv/far, backup: { target: /backup } }\n"
    const far = renderSystemd(serviceOf(syncfile(more), inFolder("plain")))
    assert.include(far.text, "ProtectSystem=full")
    assert.deepStrictEqual(verify(far.text), { status: 0, said: "" })
  })

  it("would say what is wrong", () => {
    const { text } = renderSystemd(serviceOf(syncfile(), inFolder("plain")))
    assert.include(verify(text.replace("/node", "/nod")).said, "is not executable")
    assert.include(verify(text.replace("NotifyAccess", "NotifyAcces")).said, "Unknown key")
    assert.include(verify(text.replace("50%%", "50%Z")).said, "Failed to resolve")
    assert.include(verify(text.replace("LoadCredential=", "LoadCredential=a/b")).said, "redential")
  })

  it("finds the service well confined", () => {
    verify(renderSystemd(serviceOf(syncfile(), inFolder("plain"))).text)
    const judged = run("/usr/bin/systemd-analyze", "security", "--offline=yes", unit)
    const [, exposure] = /Overall exposure level for \S+: ([\d.]+) /.exec(judged.said) ?? []
    assert.isBelow(Number(exposure), 4)
  })
})

/** systemd names a mount after its path, with dashes for slashes and everything unusual in hexadecimal digits. */
const pathOfMount = (mount: string): string => {
  const bytes = `/${mount.replaceAll("-", "/")}`.replaceAll(/\\x([0-9a-f]{2})/g, (_, digits) => `%${digits}`)
  return decodeURIComponent(bytes)
}

describe("crontab -n", () => {
  const judge = (text: string) => {
    const file = join(place, "crontab")
    writeFileSync(file, text)
    return run("/usr/bin/crontab", "-n", file)
  }

  it.each(["plain", ...oddNames])("takes the lines of a syncfile in: %s", (name) => {
    const { refusals, text } = renderCron(serviceOf(syncfile(), inFolder(name)))
    assert.deepStrictEqual(refusals, [])
    assert.strictEqual(judge(text).status, 0, judge(text).said)
  })

  it("would not take what it does not know", () => {
    const { text } = renderCron(serviceOf(syncfile(), inFolder("plain")))
    assert.notStrictEqual(judge(text.replace("*/15 * * * *", "*/15 * L * *")).status, 0)
  })
})
