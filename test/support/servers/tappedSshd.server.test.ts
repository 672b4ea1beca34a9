import { assert, describe, it } from "@effect/vitest"
import { Effect, Schedule } from "effect"
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { Client, type SFTPWrapper } from "ssh2"
import { noise } from "../../endpoint/contract/storyOf.ts"
import { sharedServer } from "../sharedServer.ts"
import { sftpBatch } from "./openSsh.ts"
import { type Fault, tappedSshd } from "./tappedSshd.ts"

const server = sharedServer(tappedSshd())
const size = 1_000_000

/** Uploads a file of noise under this name after having armed the server. */
const put = Effect.fnUntraced(function*(name: string, ...faults: ReadonlyArray<Fault>) {
  const tapped = yield* server
  const source = `${tapped.keyFile}-noise`
  writeFileSync(source, noise(size))
  yield* tapped.arm(...faults)
  const answer = yield* sftpBatch(tapped, [`put ${source} ${name}`])
  return { ...tapped, answer, source, file: join(tapped.folder, name) }
})

describe("a tapped sshd", () => {
  it.live("does as sshd does, and tells every request, every reply and the bytes of every file", () =>
    Effect.gen(function*() {
      const { answer, file, replies, requests, written } = yield* put("whole")
      assert.strictEqual(answer.exitCode, 0, answer.stderr)
      assert.strictEqual(Buffer.compare(readFileSync(file), noise(size)), 0)
      assert.strictEqual((yield* written).get(file), size)
      const asked = yield* requests
      assert.deepStrictEqual(asked.map(({ request }) => request), asked.map((_, index) => index + 1))
      assert.includeMembers(asked.map(({ type }) => type), ["limits@openssh.com", "OPEN", "WRITE", "CLOSE"])
      const answered = (yield* replies).map(({ reply }) => reply).sort((a, b) => a - b)
      assert.deepStrictEqual(answered, asked.map(({ request }) => request))
    }))

  it.live("counts right over sessions at the same time", () =>
    Effect.gen(function*() {
      const { arm, folder, requests } = yield* server
      const names = Array.from({ length: 300 }, (_, index) => `${index}`)
      yield* arm()
      yield* Effect.all(
        [1, 2, 3, 4].map((session) =>
          Effect.flatMap(server, (up) => sftpBatch(up, names.map((name) => `mkdir "s ${session}-${name}"`)))
        ),
        { concurrency: 4 },
      )
      const asked = yield* requests
      assert.strictEqual(new Set(asked.map(({ session }) => session)).size, 4)
      assert.deepStrictEqual(
        asked.map(({ request }) => request).sort((a, b) => a - b),
        asked.map((_, index) => index + 1),
      )
      const made = asked.filter(({ type }) => type === "MKDIR").map(({ path }) => path)
      assert.sameMembers(made, [1, 2, 3, 4].flatMap((session) => names.map((name) => `${folder}/s ${session}-${name}`)))
    }))

  it.live("cuts the connection after a request: it is carried out, and nobody hears of it", () =>
    Effect.gen(function*() {
      const { answer, file, processes, replies, requests } = yield* put("cut-after", { fault: "cutAfter", on: "OPEN" })
      assert.strictEqual(answer.exitCode, 255)
      assert.include(answer.stderr, "Connection closed")
      assert.strictEqual(statSync(file).size, 0)
      assert.strictEqual((yield* requests).at(-1)?.type, "OPEN")
      assert.strictEqual((yield* replies).at(-1)?.type, "HANDLE")
      // The listener alone is left, once the system has let go of those that were killed.
      yield* Effect.repeat(processes, { until: (left) => left.length === 1, schedule: Schedule.spaced("20 millis") })
    }))

  it.live("cuts the connection before a request: it never arrives", () =>
    Effect.gen(function*() {
      const { answer, file, requests } = yield* put("cut-before", { fault: "cutBefore", on: "OPEN" })
      assert.strictEqual(answer.exitCode, 255)
      assert.isFalse(existsSync(file))
      assert.strictEqual((yield* requests).at(-1)?.fault, "cutBefore")
    }))

  it.live("cuts at the request of a number, what was sent before it having arrived", () =>
    Effect.gen(function*() {
      const whole = yield* put("numbered")
      const writes = (yield* whole.requests).filter(({ type }) => type === "WRITE")
      const third = writes[2]!
      const { answer, file, written } = yield* put("numbered-cut", { fault: "cutBefore", at: third.request })
      assert.strictEqual(answer.exitCode, 255)
      assert.strictEqual((yield* written).get(file), writes[0]!.bytes! + writes[1]!.bytes!)
      assert.strictEqual(statSync(file).size, (yield* written).get(file))
    }))

  it.live("answers a read with half of its bytes, which a client that counts makes up for", () =>
    Effect.gen(function*() {
      const { arm, file, replies, requests, source } = yield* put("read")
      yield* arm({ fault: "shortRead", on: "READ", path: "read" })
      const answer = yield* sftpBatch(yield* server, [`get read ${source}-back`])
      assert.strictEqual(answer.exitCode, 0, answer.stderr)
      assert.strictEqual(Buffer.compare(readFileSync(`${source}-back`), readFileSync(file)), 0)
      const short = (yield* requests).find(({ fault }) => fault === "shortRead")!
      const again = (yield* requests).filter(({ offset }) => offset === short.offset! + short.bytes! / 2)
      assert.strictEqual(again.length, 1)
      assert.strictEqual((yield* replies).find(({ reply }) => reply === short.request)?.bytes, short.bytes)
    }))

  it.live.each([["dropReply", ["second"]], ["stall", []]] as const)(
    "lets a client wait: %s",
    ([fault, heard]) =>
      Effect.gen(function*() {
        const { arm, host, keyFile, port, replies, user } = yield* server
        yield* arm({ fault, on: "LSTAT", path: "/first" })
        const client = yield* Effect.acquireRelease(
          Effect.sync(() => new Client()),
          (client) => Effect.sync(() => client.destroy()),
        )
        const session = Effect.callback<SFTPWrapper>((resume) => {
          client.sftp((error, sftp) => resume(error ? Effect.die(error) : Effect.succeed(sftp)))
        })
        yield* Effect.callback<void>((resume) => {
          client.once("ready", () => resume(Effect.void))
          client.connect({ host, port, username: user, privateKey: readFileSync(keyFile) })
        })
        const answered: Array<string> = []
        const sftp = yield* session
        for (const name of ["first", "second"]) sftp.lstat(`/${name}`, () => answered.push(name))
        while ((yield* replies).length < 2) yield* Effect.sleep("10 millis")
        yield* session // another one starts, which takes longer than what the tap gave back needs to come
        assert.deepStrictEqual(answered, [...heard])
      }).pipe(Effect.scoped),
  )
})
