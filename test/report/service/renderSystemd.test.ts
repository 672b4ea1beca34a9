import { assert, describe, it } from "@effect/vitest"
import { renderSystemd } from "../../../src/report/service/renderSystemd.ts"
import { type Described, server, serviceOf } from "./serviceOf.ts"

/** The values of a key, as written. */
const valuesOf = (text: string, key: string) =>
  Array.from(text.matchAll(new RegExp(`^${key}=(.*)$`, "gm")), ([, value]) => value ?? "")

const unitOf = (text: string, described?: Described) => renderSystemd(serviceOf(text, described)).text

const remotes = `remotes:\n${server()}`
const mirrored = (target: string, more = "") =>
  `${remotes}pairs:\n  docs: { mode: mirror, source: "server:docs", target: "${target}"${more} }\n`

describe("renderSystemd", () => {
  it("runs the watch of the very syncfile, and says how it is told things", () => {
    const { name, refusals, text } = renderSystemd(serviceOf(mirrored("/srv/docs")))
    assert.strictEqual(name, "syncfile-office.service")
    assert.deepStrictEqual(refusals, [])
    const values: Readonly<Record<string, string>> = {
      Type: "notify",
      NotifyAccess: "all",
      ExecStart: ":/usr/bin/node /usr/bin/syncfile -f /srv/office/syncfile.yaml watch",
      ExecReload: "/bin/kill -HUP $MAINPID",
      User: "ada",
      Restart: "on-failure",
      RestartPreventExitStatus: "64 78",
      NoNewPrivileges: "yes",
      PrivateTmp: "yes",
      CapabilityBoundingSet: "",
    }
    for (const [key, value] of Object.entries(values)) assert.deepStrictEqual(valuesOf(text, key), [value], key)
    assert.isAbove(Number(valuesOf(text, "WatchdogSec")[0]), 0)
  })

  it("waits longer for the end than what is under way is given", () => {
    const unit = unitOf(`${mirrored("/srv/docs")}daemon: { shutdownGrace: 5m }\n`)
    assert.deepStrictEqual(valuesOf(unit, "TimeoutStopSec"), ["330"])
  })

  it.each<[string, string, ReadonlyArray<string>]>([
    ["the target, and not the source", "docs: { mode: mirror, source: /srv/in, target: /srv/out }", ["-/srv/out"]],
    ["both sides of a two-way pair", "docs: { mode: two-way, left: /srv/a, right: /srv/b }", ["-/srv/a", "-/srv/b"]],
    ["nothing for what goes to a server", "docs: { mode: copy, source: /srv/a, target: \"server:a\" }", []],
    [
      "one folder for a root and a backup beside it, between which files are renamed",
      "docs: { mode: mirror, source: \"server:a\", target: /data/docs/now, backup: { target: /data/docs/old } }",
      ["-/data/docs"],
    ],
    [
      "a folder once that lies in another one",
      "docs: { mode: mirror, source: \"server:a\", target: /srv/a/now, backup: { target: /srv/a/old } }\ndaemon: { socket: /srv/a/run/d.sock }",
      ["-/srv/a"],
    ],
    [
      "two folders whose names begin alike",
      "docs: { mode: two-way, left: /srv/a, right: /srv/ab }",
      ["-/srv/a", "-/srv/ab"],
    ],
    [
      "names that need quotes",
      "docs: { mode: copy, source: \"server:a\", target: '/srv/50% \"off\" \\o' }",
      [String.raw`"-/srv/50%% \"off\" \\o"`],
    ],
  ])("lets it write to %s", (_, pairs, folders) => {
    const unit = unitOf(`${remotes}pairs:\n  ${pairs}\n`)
    assert.deepStrictEqual(valuesOf(unit, "ProtectSystem"), ["strict"])
    assert.sameMembers(valuesOf(unit, "ReadWritePaths"), [...folders, "/srv/office/.syncfile"])
  })

  it("keeps nothing but the system from being written to when a root and its backup have only / in common", () => {
    const unit = unitOf(mirrored("/srv/docs", ", backup: { target: /backup }"))
    assert.deepStrictEqual(valuesOf(unit, "ProtectSystem"), ["full"])
    assert.deepStrictEqual(valuesOf(unit, "ReadWritePaths"), [])
    assert.deepStrictEqual([valuesOf(unit, "ProtectHome"), valuesOf(unit, "PrivateTmp")], [["no"], ["no"]])
  })

  it.each<[string, string, string, Described]>([
    ["yes", "nothing that it needs is in a home", mirrored("/srv/docs"), {}],
    ["read-only", "a root is", mirrored("/home/ada/docs"), {}],
    ["read-only", "the syncfile is", mirrored("/srv/docs"), { folder: "/root/office" }],
    ["read-only", "the program is", mirrored("/srv/docs"), { program: ["/home/ada/.nvm/node", "/usr/bin/syncfile"] }],
    [
      "read-only",
      "a key is",
      mirrored("/srv/docs").replace("password: { env: SERVER_PASSWORD }", "privateKey: { file: ~/.ssh/k }"),
      {},
    ],
    ["read-only", "known hosts are", mirrored("/srv/docs").replace(/, hostKey: "[^"]+"/, ""), {}],
  ])("has homes protected with %s when %s", (value, _, text, described) => {
    assert.deepStrictEqual(valuesOf(unitOf(text, described), "ProtectHome"), [value])
  })

  it("has no temporary folder of its own when a side lies in the common one", () => {
    assert.deepStrictEqual(valuesOf(unitOf(mirrored("/var/tmp/docs")), "PrivateTmp"), ["no"])
  })

  it("has the folders made for it that are its own by their names, and may write to any other one", () => {
    const at = (socket: string, state: string) =>
      unitOf(`${mirrored("/srv/docs")}daemon: { socket: "${socket}" }\nstate: { type: sqlite, path: "${state}" }\n`)
    const own = at("/run/syncfile/office/d.sock", "/var/lib/syncfile/office.sqlite")
    assert.deepStrictEqual(valuesOf(own, "RuntimeDirectory"), ["syncfile/office"])
    assert.deepStrictEqual(valuesOf(own, "StateDirectory"), ["syncfile"])
    assert.deepStrictEqual(valuesOf(own, "ReadWritePaths"), ["-/srv/docs"])
    const others = at("/run/user/1000/d.sock", "/var/lib/postgresql/office.sqlite")
    assert.notMatch(others, /^(?:Runtime|State)Directory/m)
    assert.sameMembers(
      valuesOf(others, "ReadWritePaths"),
      ["-/srv/docs", "-/run/user/1000", "/var/lib/postgresql"],
    )
  })

  it("is passed every credential once, whatever it is for, and no other secret", () => {
    const unit = unitOf([
      `remotes:\n${server("a", "{ credential: pass }")}${server("b", "{ credential: pass }")}`,
      "pairs:\n  docs: { mode: copy, source: \"a:in\", target: \"b:out\" }\n",
      "daemon:\n  token: { credential: token }\n  notify: [{ webhook: { url: { credential: hook } } }]\n",
    ].join(""))
    assert.deepStrictEqual(
      valuesOf(unit, "LoadCredential"),
      ["hook", "pass", "token"].map((name) => `${name}:/etc/credstore/${name}`),
    )
  })

  it("says which variables it needs, and never what they hold", () => {
    const { notes, text } = renderSystemd(serviceOf(mirrored("/srv/docs")))
    assert.deepStrictEqual(valuesOf(text, "EnvironmentFile"), ["-/etc/syncfile/office.env"])
    assert.isTrue(notes.some((note) => note.includes("SERVER_PASSWORD in /etc/syncfile/office.env")))
    assert.notInclude(text, "SERVER_PASSWORD")
  })

  it("refuses a credential that systemd has no name for, and a path that ends a line", () => {
    const odd = renderSystemd(serviceOf(mirrored("/srv/docs").replace("env: SERVER_PASSWORD", "credential: \"a:b\"")))
    assert.deepStrictEqual(odd.refusals, ["systemd cannot pass the credential a:b: a name has no colon there"])
    assert.deepStrictEqual(valuesOf(odd.text, "LoadCredential"), [])
    const broken = renderSystemd(serviceOf(mirrored("/srv/docs"), { folder: "/srv/a\nExecStartPre=x" }))
    assert.deepStrictEqual(broken, {
      name: "syncfile-office.service",
      text: "",
      notes: [],
      refusals: [String.raw`A unit cannot name "/srv/a\nExecStartPre=x/syncfile.yaml"`],
    })
  })

  it("refuses a program that systemd would not run", () => {
    const { refusals, text } = renderSystemd(serviceOf(mirrored("/srv/docs"), { program: ["/opt/it's/node", "/x"] }))
    assert.strictEqual(text, "")
    assert.include(refusals[0], "/opt/it's/node")
  })

  it("leaves root what root needs to sync the files of others, and advises against it", () => {
    const { notes, text } = renderSystemd(serviceOf(mirrored("/srv/docs"), { user: "root" }))
    assert.deepStrictEqual(valuesOf(text, "CapabilityBoundingSet"), ["CAP_DAC_OVERRIDE CAP_DAC_READ_SEARCH CAP_FOWNER"])
    assert.match(notes[0] ?? "", /^It runs as root\./)
  })
})
