import { assert, describe, it } from "@effect/vitest"
import { parse } from "plist"
import { renderLaunchd } from "../../../src/report/service/renderLaunchd.ts"
import { type Described, oddNames, server, serviceOf } from "./serviceOf.ts"

const syncfile = `remotes:\n${server()}pairs:\n  docs: { mode: copy, source: "server:docs", target: /srv/docs }\n`
const rendered = (described?: Described, more = "") => renderLaunchd(serviceOf(syncfile + more, described))

describe("renderLaunchd", () => {
  it("is a property list that keeps the watch running", () => {
    const { name, refusals, text } = rendered({}, "daemon: { shutdownGrace: 90s }\n")
    assert.strictEqual(name, "syncfile.office.plist")
    assert.deepStrictEqual(refusals, [])
    assert.deepStrictEqual(parse(text), {
      Label: "syncfile.office",
      ProgramArguments: ["/usr/bin/node", "/usr/bin/syncfile", "-f", "/srv/office/syncfile.yaml", "watch"],
      RunAtLoad: true,
      KeepAlive: true,
      ThrottleInterval: 30,
      ExitTimeOut: 120,
      StandardErrorPath: "/srv/office/.syncfile/watch.log",
    })
  })

  it.each([...oddNames, "]]>", "back\\slash", "&amp;"])("holds names as they are: %s", (name) => {
    const { text } = rendered({ folder: `/srv/${name}`, program: [`/opt/${name}/node`, "/usr/bin/syncfile"] })
    const { ProgramArguments: words, StandardErrorPath: log } = parse(text) as Record<string, unknown>
    assert.deepStrictEqual(words, [
      `/opt/${name}/node`,
      "/usr/bin/syncfile",
      "-f",
      `/srv/${name}/syncfile.yaml`,
      "watch",
    ])
    assert.strictEqual(log, `/srv/${name}/.syncfile/watch.log`)
  })

  it.each(["bell\u0007", "line\nend", "half \ud800"])("refuses a name that XML cannot hold: %j", (name) => {
    const { refusals, text } = rendered({ folder: `/srv/${name}` })
    assert.strictEqual(text, "")
    assert.match(refusals[0] ?? "", /^A property list cannot name "/)
  })

  it("says which secrets launchd would start it without", () => {
    assert.isTrue(rendered().notes.some((note) => /watch\.log, which grows without end\..* --log-file/.test(note)))
    assert.isTrue(rendered().notes.some((note) => note.startsWith("launchd starts it without SERVER_PASSWORD.")))
  })
})
