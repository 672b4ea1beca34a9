import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { hostKeyOf } from "../../src/endpoint/sftp/ssh/HostKey.ts"
import { userKeys } from "../support/servers/keys.ts"
import { sshd } from "../support/servers/sshd.ts"
import { sharedServer } from "../support/sharedServer.ts"
import { answering, keys } from "./support/onTerminal.ts"
import { writeTree } from "./support/tree.ts"
import { workspace } from "./support/workspace.ts"

/** So that the log tells of every request to be let in, not only of those that were answered. */
const server = sharedServer(sshd({ passwordUser: true, config: ["LogLevel DEBUG1"] }))
const request = "userauth-request for user"

const fingerprintOf = (publicLine: string): string => {
  const key = hostKeyOf(Buffer.from(publicLine.split(" ")[1] ?? "", "base64"))
  if (key === undefined) throw new Error(`${publicLine} is no key`)
  return key.fingerprint
}

/** `knownHosts`: what the file says of the server, if there is a file. */
const strangers = Effect.fnUntraced(function*(knownHosts: string | undefined, hostKey?: string) {
  const place = yield* workspace
  const office = yield* server
  const file = join(place.folder, "known_hosts")
  if (knownHosts !== undefined) writeFileSync(file, knownHosts)
  writeTree(join(office.folder, place.name), { "a.txt": "a" }, office.owner)
  const pairs = { docs: { mode: "mirror", source: `office:${place.name}`, target: "./out" } }
  place.declare({ remotes: { office: { ...office, knownHosts: "./known_hosts" } }, pairs })
  if (hostKey !== undefined) {
    const syncfile = join(place.folder, "syncfile.yaml")
    writeFileSync(
      syncfile,
      readFileSync(syncfile, "utf8").replace("knownHosts:", `hostKey: ${hostKey}\n    knownHosts:`),
    )
  }
  const [ed25519 = "", ecdsa = ""] = office.hostKeys.map(({ publicFile }) =>
    fingerprintOf(readFileSync(publicFile, "utf8"))
  )
  const before = (yield* office.log).length
  const newLog = Effect.map(office.log, (log) => log.slice(before))
  return { ...place, office, file, newLog, fingerprints: { ed25519, ecdsa } }
})

const lineOf = (port: number, publicLine: string) => `[127.0.0.1]:${port} ${publicLine}\n`

describe("a host key that is not the one on file", () => {
  it.live("ends everything before anything is asked of the server", () =>
    Effect.gen(function*() {
      const { port } = yield* server
      const { publicLine } = yield* userKeys.plain // a key of the same type, but another
      const { fingerprints, folder, newLog, run } = yield* strangers(lineOf(port, publicLine))
      for (const args of [["plan"], ["apply", "-y"], ["remote", "test"]]) {
        const { exitCode, stderr, stdout } = yield* run(...args)
        assert.strictEqual(exitCode, 8, args.join(" "))
        assert.include(stderr, `the host key is refused (ssh-ed25519 ${fingerprints.ed25519})`)
        assert.include(stderr, `known_hosts:1 has another key for this host (ssh-ed25519 ${fingerprintOf(publicLine)})`)
        assert.include(stderr, "Somebody may be in between")
        assert.include(stderr, "No password and no key was used.")
        assert.notInclude(stdout, "Plan:")
      }
      const log = yield* newLog
      assert.include(log, "Connection from 127.0.0.1")
      assert.notInclude(log, request)
      assert.isFalse(existsSync(join(folder, "out")))
    }).pipe(Effect.scoped))

  it.live("is no reason to trust it with --expect, unless that is its fingerprint", () =>
    Effect.gen(function*() {
      const { file, fingerprints, newLog, run } = yield* strangers(undefined)
      const { publicLine } = yield* userKeys.plain
      const wrong = yield* run("remote", "trust", "office", "--expect", fingerprintOf(publicLine))
      assert.strictEqual(wrong.exitCode, 8)
      assert.include(wrong.stderr, `none of them is ${fingerprintOf(publicLine)}. Nothing was trusted`)
      assert.include(wrong.stderr, fingerprints.ed25519)
      assert.isFalse(existsSync(file))
      assert.notInclude(yield* newLog, request)
    }).pipe(Effect.scoped))
})

describe("a host that is not known", () => {
  it.live("is refused with its fingerprint and the command that trusts it; that command works, and then all does", () =>
    Effect.gen(function*() {
      const { file, fingerprints, newLog, run } = yield* strangers(undefined)
      const refused = yield* run("plan")
      assert.strictEqual(refused.exitCode, 8)
      assert.include(refused.stderr, `the host key is not known (ssh-ed25519 ${fingerprints.ed25519})`)
      const [command = ""] = /syncfile (remote trust \S+)$/mu.exec(refused.stderr)?.slice(1) ?? []
      assert.strictEqual(command, "remote trust office")

      const unasked = yield* run(...command.split(" "))
      assert.strictEqual(unasked.exitCode, 9)
      assert.include(unasked.stderr, "nobody is here to ask. Nothing was trusted.")
      assert.include(unasked.stderr, "--expect SHA256:")
      assert.isFalse(existsSync(file))
      assert.notInclude(yield* newLog, request)

      const trusted = yield* run(...command.split(" "), "--expect", fingerprints.ed25519, "--json")
      assert.strictEqual(trusted.exitCode, 0, trusted.stderr)
      assert.deepStrictEqual(JSON.parse(trusted.stdout), {
        remote: "office",
        file,
        trusted: [{ keyType: "ssh-ed25519", fingerprint: fingerprints.ed25519 }],
      })
      assert.strictEqual(statSync(file).mode & 0o777, 0o600)
      assert.notInclude(yield* newLog, request)

      const planned = yield* run("plan")
      assert.strictEqual(planned.exitCode, 0, planned.stderr)
      assert.include(planned.stdout, "+ a.txt")
      assert.include(yield* newLog, request)
    }).pipe(Effect.scoped))

  it.live("is trusted by a person who compares and says yes, and by no other word", () =>
    Effect.gen(function*() {
      const { file, fingerprints, folder, office, run } = yield* strangers("other.example ssh-ed25519 AAAA\n")
      const question = "Only 'yes' counts: "
      const trust = ["remote", "trust", "office"]
      const no = yield* answering(trust, { folder }, question, `y${keys.enter}`)
      assert.strictEqual(no.exitCode, 9)
      assert.include(no.screen, "Nothing was trusted.")
      assert.notInclude(readFileSync(file, "utf8"), `${office.port}`)

      const yes = yield* answering(trust, { folder }, question, `yes${keys.enter}`)
      assert.strictEqual(yes.exitCode, 0, yes.screen)
      for (const fingerprint of Object.values(fingerprints)) assert.include(yes.screen, fingerprint)
      const lines = readFileSync(file, "utf8").trim().split("\n")
      assert.strictEqual(lines[0], "other.example ssh-ed25519 AAAA")
      assert.sameMembers(lines.slice(1), readFileSync(office.knownHosts, "utf8").trim().split("\n"))
      assert.strictEqual((yield* run("plan")).exitCode, 0)
    }).pipe(Effect.scoped))
})

describe("a pinned host key", () => {
  it.live("lets in the server that has it, known hosts or not", () =>
    Effect.gen(function*() {
      const { hostKeys } = yield* server
      for (const { publicFile } of hostKeys) {
        const { run } = yield* strangers(undefined, fingerprintOf(readFileSync(publicFile, "utf8")))
        const { exitCode, stderr } = yield* run("plan")
        assert.strictEqual(exitCode, 0, stderr)
      }
    }).pipe(Effect.scoped))

  it.live("keeps out every other, known hosts or not, before anything is asked of it", () =>
    Effect.gen(function*() {
      const { knownHosts } = yield* server
      const { publicLine } = yield* userKeys.plain
      const pin = fingerprintOf(publicLine)
      const { newLog, run } = yield* strangers(readFileSync(knownHosts, "utf8"), pin)
      const { exitCode, stderr } = yield* run("plan")
      assert.strictEqual(exitCode, 8)
      assert.include(stderr, `only ${pin} is allowed`)
      assert.include(stderr, "correct hostKey in the syncfile")
      assert.notInclude(yield* newLog, request)
    }).pipe(Effect.scoped))
})
