import { assert, describe, it } from "@effect/vitest"
import {
  connectFailure,
  noSuchHostKey,
  type SshError,
  type Stage,
} from "../../../../src/endpoint/sftp/ssh/connectFailure.ts"
import { makeHostVerifier } from "../../../../src/endpoint/sftp/ssh/hostVerifier.ts"
import { blobOf, ed25519 } from "./sampleKeys.ts"

const error = (message: string, extra: Pick<SshError, "level" | "code"> = {}): SshError =>
  Object.assign(new Error(message), extra)

const reasonOf = (stage: Stage, problem: SshError | undefined, begun = true, keySeen = stage !== "reaching") => {
  const verifier = makeHostVerifier(() => undefined)
  if (keySeen) verifier.verify(blobOf(ed25519))
  const login = { hasBegun: () => begun, explain: () => "not let in" }
  return connectFailure({ stage, error: problem, verifier, login, where: "host:22" })
}

const socket = (code: string) => error("", { level: "client-socket", code })
const protocol = (message: string) => error(message, { level: "protocol" })
const handshake = (message: string) => error(message, { level: "handshake" })

const rows: ReadonlyArray<readonly [stage: Stage, problem: SshError | undefined, tag: string, text: RegExp]> = [
  ["reaching", socket("ECONNREFUSED"), "Unreachable", /host:22 cannot be reached: nothing listens there/u],
  ["reaching", socket("ENOTFOUND"), "Unreachable", /the name is not known/u],
  ["reaching", socket("EAI_AGAIN"), "Unreachable", /looked up at the moment/u],
  ["reaching", socket("ETIMEDOUT"), "Unreachable", /does not answer/u],
  ["reaching", socket("EHOSTUNREACH"), "Unreachable", /no way to it/u],
  ["reaching", socket("EWHATEVER"), "Unreachable", /EWHATEVER/u],
  ["reaching", undefined, "Unreachable", /connection was closed/u],
  ["agreeing", protocol("Connection lost before handshake"), "Unreachable", /closed the connection before a login/u],
  ["agreeing", undefined, "Unreachable", /too many at the moment/u],
  ["agreeing", socket("ECONNRESET"), "Unreachable", /before a login/u],
  ["agreeing", error("Too busy", { code: 12 }), "Unreachable", /It says: "Too busy"/u],
  [
    "agreeing",
    handshake("Handshake failed: no matching host key format"),
    "Unsupported",
    new RegExp(noSuchHostKey, "u"),
  ],
  [
    "agreeing",
    handshake("Handshake failed: no matching key exchange algorithm"),
    "Unsupported",
    /a modern key exchange/u,
  ],
  ["agreeing", handshake("Handshake failed: no matching C->S cipher"), "Unsupported", /a modern cipher/u],
  ["agreeing", handshake("Handshake failed: no matching S->C MAC"), "Unsupported", /a modern MAC/u],
  ["agreeing", handshake("Handshake failed: signature verification failed"), "HostKeyRejected", /cannot prove/u],
  ["agreeing", handshake("Malformed signature"), "HostKeyRejected", /cannot prove/u],
  ["agreeing", error("Invalid identification string"), "Untrustworthy", /does not keep to the SSH protocol/u],
  ["agreeing", protocol("bad\u001b[2Jpacket"), "Untrustworthy", /bad\?\[2Jpacket/u],
  ["logging in", error("All configured", { level: "client-authentication" }), "AuthenticationFailed", /^not let in$/u],
  ["logging in", error("no agent", { level: "agent" }), "AuthenticationFailed", /^not let in$/u],
  [
    "logging in",
    error("Too many authentication failures", { code: 2 }),
    "AuthenticationFailed",
    /says: "Too many auth/u,
  ],
  ["logging in", undefined, "AuthenticationFailed", /^not let in$/u],
  ["logging in", socket("ECONNRESET"), "ConnectionLost", /broke: the other side broke it off/u],
  ["logging in", protocol("Malformed packet"), "Untrustworthy", /Malformed packet/u],
  ["open", undefined, "ConnectionLost", /closed the connection/u],
  ["open", error("Keepalive timeout", { level: "client-timeout" }), "ConnectionLost", /does not answer any more/u],
  ["open", socket("ECONNRESET"), "ConnectionLost", /broke/u],
  ["open", error("going down", { code: 11 }), "ConnectionLost", /It says: "going down"/u],
  ["open", protocol("Bad packet length"), "Untrustworthy", /Bad packet length/u],
]

describe("connectFailure", () => {
  for (const [stage, problem, tag, text] of rows) {
    it(`makes ${tag} of ${problem?.message || problem?.code || "a hang-up"} while ${stage}`, () => {
      const reason = reasonOf(stage, problem)
      assert.strictEqual(reason._tag, tag)
      assert.match(JSON.stringify(reason).replaceAll("\\\"", "\""), text.source.startsWith("^") ? /not let in/u : text)
    })
  }

  it("takes a hang-up before anyone tried to log in for a lost connection", () =>
    assert.strictEqual(reasonOf("logging in", undefined, false)._tag, "ConnectionLost"))

  it("tells a server that only hung up on a login from one that said no", () => {
    const said = error("All configured", { level: "client-authentication" })
    const flags = [undefined, said].map((problem) => {
      const reason = reasonOf("logging in", problem)
      return reason._tag === "AuthenticationFailed" ? reason.isHangUp : "another reason"
    })
    assert.deepStrictEqual(flags, [true, undefined])
  })

  it("lets the refusal of a host key speak before all else", () => {
    const verifier = makeHostVerifier(() => ({ _tag: "HostKeyUnknown", keyType: "t", fingerprint: "f" }))
    verifier.verify(blobOf(ed25519))
    const login = { hasBegun: () => false, explain: () => "" }
    const reason = connectFailure({ stage: "agreeing", error: socket("ECONNRESET"), verifier, login, where: "host:22" })
    assert.deepStrictEqual(reason, { _tag: "HostKeyUnknown", keyType: "t", fingerprint: "f" })
  })

  it("does not blame a key that nobody has seen", () =>
    assert.strictEqual(reasonOf("agreeing", handshake("Malformed signature"), false, false)._tag, "Untrustworthy"))

  it("shows no more than a line of what a server says", () => {
    const reason = reasonOf("agreeing", error(`${"x".repeat(5000)}\n`, { code: 2 }))
    assert.isBelow(JSON.stringify(reason).length, 300)
  })
})
