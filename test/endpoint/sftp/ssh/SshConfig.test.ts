import { assert, describe, it } from "@effect/vitest"
import { parseSshConfig, sshConfigOf } from "../../../../src/endpoint/sftp/ssh/SshConfig.ts"

const silence = {
  hostName: undefined,
  port: undefined,
  user: undefined,
  identityFiles: [],
  proxyJump: undefined,
  knownHostsFiles: undefined,
  notes: [],
}

const ask = (text: string, host: string, user = "me") => sshConfigOf(parseSshConfig(text), host, user)

describe("sshConfigOf", () => {
  it("says nothing about a host that is not there", () =>
    assert.deepStrictEqual(ask("Host other\n  User someone\n", "office"), silence))

  it("reads the sections of the host, whatever the case of keywords and the separator", () => {
    const text = `
      # comment
      host office
        HOSTNAME=sftp.example.com
        port 2222
        User "anna"
        IdentityFile ~/.ssh/office
        ProxyJump bastion
        UserKnownHostsFile ~/.ssh/a ~/.ssh/b
    `
    assert.deepStrictEqual(ask(text, "office"), {
      hostName: "sftp.example.com",
      port: "2222",
      user: "anna",
      identityFiles: ["~/.ssh/office"],
      proxyJump: "bastion",
      knownHostsFiles: ["~/.ssh/a", "~/.ssh/b"],
      notes: [],
    })
  })

  it("takes the first value of a keyword and all identity files", () => {
    const text =
      "User first\nHost o*\n  User second\n  IdentityFile /a\nHost office\n  IdentityFile /b\n  Port 1\nHost *\n  Port 2\n"
    assert.deepStrictEqual(ask(text, "office"), {
      ...silence,
      user: "first",
      port: "1",
      identityFiles: ["/a", "/b"],
    })
  })

  it("follows patterns and exceptions of Host", () => {
    const text = "Host * !bastion\n  ProxyJump bastion\n"
    assert.strictEqual(ask(text, "office").proxyJump, "bastion")
    assert.isUndefined(ask(text, "bastion").proxyJump)
  })

  it("follows Match on hosts and users, with the host name that is known by then", () => {
    const text = [
      "Host office",
      "  HostName sftp.example.com",
      "Match host *.example.com user anna",
      "  Port 2222",
      "Match originalhost office,lab",
      "  IdentityFile /office",
      "Match all",
      "  ProxyJump bastion",
    ].join("\n")
    assert.strictEqual(ask(text, "office", "anna").port, "2222")
    assert.isUndefined(ask(text, "office", "bert").port)
    assert.deepStrictEqual(ask(text, "office").identityFiles, ["/office"])
    assert.isEmpty(ask(text, "sftp.example.com").identityFiles)
    assert.strictEqual(ask(text, "elsewhere").proxyJump, "bastion")
  })

  it("runs nothing, and says what it does not follow", () => {
    const text = [
      "Include conf.d/*",
      "Match host office exec \"touch /tmp/syncfile-must-not-exist\"",
      "  Port 1",
      "Match exec \"true\" host elsewhere",
      "  Port 2",
      "Host office",
      "  ProxyCommand nc %h %p",
      "  HostKeyAlias other",
      "  IdentityAgent ~/agent",
    ].join("\n")
    assert.deepStrictEqual(ask(text, "office"), {
      ...silence,
      notes: [
        "Include conf.d/* is not followed",
        "Match exec is not followed",
        "ProxyCommand is not followed",
        "HostKeyAlias is not followed",
        "IdentityAgent is not followed",
      ],
    })
  })

  it("does not mention what is in the sections of other hosts", () =>
    assert.isEmpty(ask("Host other\n  Include x\n  ProxyCommand none\n", "office").notes))

  for (const text of ["Host", "Host \"office", "Match host"]) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.throws(() => parseSshConfig(text)))
  }
})
