import { assert, describe, it } from "@effect/vitest"
import { PlatformError } from "effect"
import { ended, failureOf } from "../../src/cli/Failure.ts"
import { EndpointError, type EndpointReason } from "../../src/endpoint/EndpointError.ts"
import { StateError } from "../../src/state/StateStore.ts"
import { SyncfileError } from "../../src/syncfile/SyncfileError.ts"

const at = (reason: EndpointReason, operation = "list", path?: string) =>
  failureOf(new EndpointError({ endpoint: "office:data", operation, path, reason }))

const key = { keyType: "ssh-ed25519", fingerprint: "SHA256:abc" }

describe("failureOf", () => {
  it.each<readonly [code: number, reason: EndpointReason]>([
    [8, { _tag: "Unreachable", message: "m" }],
    [8, { _tag: "ConnectionLost", message: "m" }],
    [8, { _tag: "TimedOut", seconds: 3 }],
    [8, { _tag: "HostKeyUnknown", ...key }],
    [8, { _tag: "HostKeyRejected", ...key, why: "w" }],
    [8, { _tag: "AuthenticationFailed", message: "m" }],
    [8, { _tag: "SecretUnavailable", message: "m" }],
    [1, { _tag: "NotFound" }],
    [1, { _tag: "PermissionDenied" }],
    [1, { _tag: "NoSpace" }],
    [1, { _tag: "Refused", message: "m" }],
    [1, { _tag: "Untrustworthy", message: "m" }],
  ])("ends with %i for %o", (code, reason) => assert.strictEqual(at(reason).code, code))

  it("counts whatever keeps a connection from opening as one", () =>
    assert.strictEqual(at({ _tag: "Unsupported", what: "a modern cipher" }, "connect").code, 8))

  it("halts over a root that is no folder, and over no other file", () => {
    assert.strictEqual(at({ _tag: "NotADirectory" }, "open").code, 5)
    assert.strictEqual(at({ _tag: "NotADirectory" }, "open", "a/b").code, 1)
    assert.strictEqual(at({ _tag: "NotADirectory" }, "list").code, 1)
  })

  it("tells a lock that is held from other trouble with the state", () => {
    const locked = new StateError({ file: "f", pair: "docs", reason: { _tag: "Locked", holder: "process 7" } })
    assert.strictEqual(failureOf(locked).code, 7)
    assert.include(failureOf(locked).message, "process 7")
    assert.strictEqual(failureOf(new StateError({ file: "f", reason: { _tag: "Damaged", message: "m" } })).code, 1)
  })

  it("calls a syncfile invalid, and a file that cannot be used a failure", () => {
    const complaint = { line: 3, column: 5, message: "no such key", hint: undefined, excerpt: [] }
    const invalid = failureOf(new SyncfileError({ file: "s.yaml", complaints: [complaint] }))
    assert.strictEqual(invalid.code, 78)
    assert.strictEqual(invalid.message, "s.yaml:3:5: no such key")
    const denied = PlatformError.systemError({ _tag: "PermissionDenied", module: "FileSystem", method: "open" })
    assert.strictEqual(failureOf(denied).code, 1)
  })

  it("leaves a failure as it is", () => {
    const failure = ended(4)
    assert.strictEqual(failureOf(failure), failure)
    assert.strictEqual(failure.message, "")
  })

  it("names the command that helps, and the remote that it is for", () => {
    assert.include(at({ _tag: "HostKeyUnknown", ...key }).message, "SHA256:abc is what the server's owner tells you")
    assert.match(at({ _tag: "HostKeyUnknown", ...key }).message, /syncfile remote trust office$/)
    assert.match(at({ _tag: "Unreachable", message: "m" }).message, /syncfile remote test office$/)
    assert.notInclude(at({ _tag: "AuthenticationFailed", message: "m" }).message, "\n")
  })

  it("says for a key that is refused what to correct, with a pin and without", () => {
    const { message } = at({ _tag: "HostKeyRejected", ...key, why: "w" })
    assert.include(message, "No password and no key was used")
    assert.include(message, "hostKey in the syncfile")
    assert.match(message, /syncfile remote trust office$/)
  })
})
