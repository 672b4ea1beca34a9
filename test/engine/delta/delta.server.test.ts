/** Large files that change, on a real OpenSSH: what goes over the line, and that the new version is what arrives. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { readdirSync, renameSync } from "node:fs"
import { join } from "node:path"
import { type SFTPWrapper } from "ssh2"
import { Stopping, StopSignal } from "../../../src/engine/Stopping.ts"
import { noise, sameBytes } from "../../endpoint/contract/storyOf.ts"
import { watchRequests } from "../../endpoint/sftp/watchRequests.ts"
import { sshd } from "../../support/servers/sshd.ts"
import { sharedServer } from "../../support/sharedServer.ts"
import { joined } from "./contents.ts"
import { serverPair } from "./serverPair.ts"

const server = sharedServer(sshd())
const withoutCopying = sharedServer(sshd({ subsystem: (folder) => `internal-sftp -d ${folder} -P copy-data` }))

const block = 256 * 1024
const overhead = 60_000 // a login, listings, a few requests and samples
const old = noise(20 * block + 1000)
const fresh = noise(300_000, 2)
const some = fresh.subarray(0, 100)

const changes: Readonly<Record<string, readonly [content: Uint8Array, mostSent: number]>> = {
  "changed in the middle": [joined(old.subarray(0, 3_000_000), fresh, old.subarray(3_300_000)), 300_000 + 2 * block],
  "grown in the middle": [joined(old.subarray(0, 3_000_000), some, old.subarray(3_000_000)), 2 * block],
  "grown at the beginning": [joined(some, old), 2 * block],
  "appended to": [joined(old, fresh), fresh.length],
  "cut short": [old.subarray(0, 4_000_000), block],
  "emptied in the middle": [joined(old.subarray(0, 2_000_000), old.subarray(3_500_000)), 2 * block],
  "touched and nothing else": [old, 0],
}

describe("a large file that was", () => {
  it.live("changed in any way arrives as it is, and little of it is sent", () =>
    Effect.gen(function*() {
      const { pass, plan, putHere, there } = yield* serverPair(yield* server)
      for (const what of Object.keys(changes)) putHere(what, old)
      const first = yield* pass
      assert.strictEqual(first.copied, 0)
      assert.isAbove(first.up, old.length * Object.keys(changes).length)
      let [most, whole] = [0, 0]
      for (const [what, [content, mostSent]] of Object.entries(changes)) {
        putHere(what, content)
        most += mostSent
        whole += content.length
      }
      const { bytes, copiedOf, down, up } = yield* pass
      for (const [what, [content, mostSent]] of Object.entries(changes)) {
        sameBytes(there(what), content, what)
        assert.isAtLeast(copiedOf(what), content.length - mostSent, what)
      }
      assert.isBelow(up, most + overhead)
      assert.isBelow(down, overhead)
      assert.isAtMost(bytes, most)
      assert.deepStrictEqual((yield* plan).actions, [])
    }))

  it.live("changed beyond recognition is sent, and is small again the next time", () =>
    Effect.gen(function*() {
      const { pass, putHere, there } = yield* serverPair(yield* server)
      putHere("file", old)
      yield* pass
      const other = noise(old.length, 8)
      putHere("file", other)
      assert.strictEqual((yield* pass).copied, 0)
      sameBytes(there("file"), other)
      putHere("file", joined(other, some))
      assert.isBelow((yield* pass).up, overhead)
      sameBytes(there("file"), joined(other, some))
    }))

  it.live("renamed and then changed is still known", () =>
    Effect.gen(function*() {
      const { folders, pass, putHere, there } = yield* serverPair(yield* server)
      putHere("file", old)
      yield* pass
      renameSync(join(folders.here, "file"), join(folders.here, "renamed"))
      yield* pass
      putHere("renamed", joined(old, some))
      assert.isBelow((yield* pass).up, overhead)
      sameBytes(there("renamed"), joined(old, some))
    }))

  it.live("changed on the left of a two-way pair goes the same way, and the old version is kept", () =>
    Effect.gen(function*() {
      const { folders, here, pass, putHere, putThere, there } = yield* serverPair(yield* server, { mode: "two-way" })
      putThere("file", old) // so that it is a download that is noted
      yield* pass
      sameBytes(here("file"), old)
      putHere("file", joined(old, some))
      const { up } = yield* pass
      assert.isBelow(up, 2 * overhead)
      sameBytes(there("file"), joined(old, some))
      const backup = join(folders.there, ".syncfile-backup")
      const runs = readdirSync(backup)
      assert.strictEqual(runs.length, 1)
      sameBytes(there(join(".syncfile-backup", runs[0]!, "file")), old)
    }))

  it.live("changed on the server is not lost, nor is it taken for what it was", () =>
    Effect.gen(function*() {
      const { apply, pass, putHere, putThere, there } = yield* serverPair(yield* server)
      putHere("file", old)
      yield* pass
      putHere("file", joined(old, some))
      const edited = noise(old.length, 5)
      let isDue = true
      const watching = watchRequests((operation, request) => {
        if (operation === "copy" && isDue) {
          isDue = false
          putThere("file", edited)
        }
        return request
      })
      const { outcomes } = yield* Effect.scoped(Effect.andThen(watching, apply))
      assert.deepStrictEqual(outcomes.map(({ _tag }) => _tag), ["Stale"])
      sameBytes(there("file"), edited)
      assert.strictEqual((yield* pass).copied, 0)
      sameBytes(there("file"), joined(old, some))
    }))

  for (const cut of ["up", "down"] as const) {
    it.live(`on its way when the connection broke (${cut}) arrives all the same`, () =>
      Effect.gen(function*() {
        const { folders, pass, proxy, putHere, there } = yield* serverPair(yield* server)
        putHere("file", old)
        yield* pass
        const content = joined(some, old.subarray(0, 2_000_000), fresh, old.subarray(2_000_000))
        putHere("file", content)
        yield* proxy.cutAfter(cut, cut === "up" ? 400_000 : 9000)
        const { copied } = yield* pass
        assert.isAbove((yield* proxy.traffic).connections, 2)
        assert.isAbove(copied, 3_000_000)
        sameBytes(there("file"), content)
        assert.deepStrictEqual(readdirSync(folders.there), ["file"])
      }))
  }

  it.live("changed where the server copies nothing is sent whole, as the plan says", () =>
    Effect.gen(function*() {
      const { pass, putHere, there } = yield* serverPair(yield* withoutCopying)
      putHere("file", old)
      yield* pass
      putHere("file", joined(old, some))
      assert.isAbove((yield* pass).up, old.length)
      sameBytes(there("file"), joined(old, some))
    }))

  it.live("changed is sent whole when the server lies, in the same run, and not tried from what it says again", () =>
    Effect.gen(function*() {
      const { folders, pass, putHere, there } = yield* serverPair(yield* server)
      putHere("file", old)
      yield* pass
      putHere("file", joined(old, some))
      const saysOk = watchRequests((operation, request) =>
        operation === "copy"
          ? (sftp, reply) =>
            request(new Proxy(sftp, { get: instead({ ext_copy_data: () => setImmediate(reply, undefined) }) }), reply)
          : request
      )
      const { copied, up } = yield* Effect.scoped(Effect.andThen(saysOk, pass))
      assert.strictEqual(copied, 0)
      assert.isAbove(up, old.length)
      sameBytes(there("file"), joined(old, some))
      assert.deepStrictEqual(readdirSync(folders.there), ["file"])
    }))

  it.live("changed is sent whole when the server has no handle left for the version before", () =>
    Effect.gen(function*() {
      const { folders, pass, putHere, there } = yield* serverPair(yield* server)
      putHere("file", old)
      yield* pass
      putHere("file", joined(old, some))
      const refusing = watchRequests((operation, request) =>
        operation === "copy" ? (_, reply) => void setImmediate(reply, tooMany) : request
      )
      assert.strictEqual((yield* Effect.scoped(Effect.andThen(refusing, pass))).copied, 0)
      sameBytes(there("file"), joined(old, some))
      assert.deepStrictEqual(readdirSync(folders.there), ["file"])
    }))

  it.live("changed waits for its turn when the server has no handle left for the new version", () =>
    Effect.gen(function*() {
      const { folders, pass, putHere, there } = yield* serverPair(yield* server)
      const files = ["one", "two"]
      for (const file of files) putHere(file, old)
      yield* pass
      for (const file of files) putHere(file, joined(old, some))
      let refused = 0
      const refusing = watchRequests((operation, request) =>
        operation !== "write" ? request : (sftp, reply) => {
          const open = () => setImmediate(reply, tooMany, ++refused)
          request(refused > 0 ? sftp : new Proxy(sftp, { get: instead({ open }) }), reply)
        }
      )
      const { copied } = yield* Effect.scoped(Effect.andThen(refusing, pass))
      assert.deepStrictEqual([refused, copied], [1, 2 * old.length])
      for (const file of files) sameBytes(there(file), joined(old, some), file)
      assert.deepStrictEqual(readdirSync(folders.there).toSorted(), files)
    }))

  it.live("being assembled when the user stops is left as it was, and is brought by the next run", () =>
    Effect.gen(function*() {
      const { apply, folders, pass, putHere, there } = yield* serverPair(yield* server)
      putHere("file", old)
      yield* pass
      putHere("file", joined(fresh, old))
      const stopping = new StopSignal()
      const watching = watchRequests((operation, request) => {
        if (operation === "copy") stopping.request()
        return request
      })
      const stopped = Effect.provideService(apply, Stopping, stopping)
      const { outcomes } = yield* Effect.scoped(Effect.andThen(watching, stopped))
      assert.deepStrictEqual(outcomes, [])
      sameBytes(there("file"), old)
      assert.deepStrictEqual(readdirSync(folders.there), ["file"])
      assert.isAbove((yield* pass).copied, 4_000_000)
      sameBytes(there("file"), joined(fresh, old))
    }))
})

const tooMany = { message: "Failure", code: 4 }

/** What ssh2 does, but for some requests. */
const instead = (others: Partial<SFTPWrapper>) => (sftp: SFTPWrapper, name: string | symbol): unknown =>
  Reflect.get(others, name) ?? (Reflect.get(sftp, name) as Function | undefined)?.bind(sftp)

describe("a new file of the size of one that the server has", () => {
  it.live("is copied there if it is the same, and sent if it is not", () =>
    Effect.gen(function*() {
      const { pass, plan, putHere, there } = yield* serverPair(yield* server)
      const files = { large: old, small: noise(1_100_000, 4), other: noise(1_200_000, 5) } // of which the blocks of one are known
      for (const [path, file] of Object.entries(files)) putHere(path, file)
      yield* pass
      putHere("folder/large", files.large)
      putHere("folder/small", files.small)
      const other = Buffer.from(files.other)
      other[600_000]! ^= 1 // which no sample is likely to hit
      putHere("folder/other", other)
      const { actions } = yield* plan
      const likes = actions.flatMap((action) => action._tag === "Transfer" ? String(action.like?.path) : [])
      assert.deepStrictEqual(likes, ["large", "other", "small"])
      const { copied, copiedOf, up } = yield* pass
      assert.strictEqual(copied, old.length + 1_100_000)
      assert.strictEqual(copiedOf("folder/other"), 0)
      assert.isBelow(up, 1_200_000 + overhead)
      for (const path of ["large", "small"] as const) sameBytes(there(`folder/${path}`), files[path], path)
      sameBytes(there("folder/other"), other)
      assert.deepStrictEqual((yield* plan).actions, [])
    }))
})
