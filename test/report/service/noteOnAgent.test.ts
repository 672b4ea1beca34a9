import { assert, describe, it } from "@effect/vitest"
import { renderCron } from "../../../src/report/service/renderCron.ts"
import { renderLaunchd } from "../../../src/report/service/renderLaunchd.ts"
import { renderSystemd } from "../../../src/report/service/renderSystemd.ts"
import { renderWindows } from "../../../src/report/service/renderWindows.ts"
import { server, serviceOf } from "./serviceOf.ts"

const agent = `  agent: { type: sftp, host: h.example, user: me, auth: { agent: true }, hostKey: "SHA256:${
  "A".repeat(43)
}" }\n`
const either = `  either: { type: sftp, host: h.example, sshConfig: true }\n`
const withRemotes = (remotes: string) =>
  serviceOf(`remotes:\n${server()}${remotes}pairs:
  docs: { mode: copy, source: "server:docs", target: /srv/docs, schedule: { every: 1h } }\n`)

describe.each([
  ["systemd", renderSystemd],
  ["cron", renderCron],
  ["launchd", renderLaunchd],
  ["Windows", renderWindows],
])("what is left to do for %s", (_, render) => {
  const notesOn = (remotes: string) => render(withRemotes(remotes)).notes.filter((note) => note.includes("SSH agent"))

  it("tells of servers that an SSH agent lets it in to, and how it is given one", () => {
    const [note = "", ...more] = notesOn(agent + either)
    assert.match(note, /the SSH agent that lets it in to agent, either \(unless .*\)\. .*SSH_AUTH_SOCK/)
    assert.deepStrictEqual(more, [])
  })

  it("says nothing of agents where there is none", () => assert.deepStrictEqual(notesOn(""), []))
})

describe("renderSystemd", () => {
  it("does not hide where the sockets of agents are", () => {
    assert.match(renderSystemd(withRemotes("")).text, /^ProtectHome=yes\nPrivateTmp=yes$/m)
    assert.match(renderSystemd(withRemotes(agent)).text, /^ProtectHome=read-only\nPrivateTmp=no$/m)
  })
})
