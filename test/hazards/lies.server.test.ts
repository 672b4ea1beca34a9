/** A server that says one thing and does another, or says what is no answer at all. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { leftoversIn, writeTree } from "../scenarios/support/tree.ts"
import {
  answersEndlessPacket,
  answersHandle,
  answersNames,
  answersOk,
  answersTruncatedNames,
  claims,
  refuses,
  removesWholeTrees,
} from "../support/servers/hostileModes.ts"
import { hostileSftp, type Twist } from "../support/servers/hostileSftp.ts"
import { dataReply, namesReply, statusReply } from "../support/servers/SftpReplies.ts"
import { endOfFile, ok } from "../support/servers/SftpTree.ts"
import { tappedSshd } from "../support/servers/tappedSshd.ts"
import { mirrorWith } from "./support/mirrorWith.ts"
import { switched } from "./support/switched.ts"

const inStep = Effect.fnUntraced(function*(way: "up" | "down", ...twists: ReadonlyArray<Twist>) {
  const { turn, twist } = switched()
  const server = yield* hostileSftp({ twists: [...twists, twist] })
  const mirror = yield* mirrorWith(server, way, { folder: "data" })
  if (way === "up") writeTree(mirror.here, { "a": "old a", "b": "old b", "d/c": "old c" })
  else for (const name of ["a", "b", "d/c"]) server.tree.put(`/data/${name}`, `old ${name.at(-1)}`)
  yield* mirror.applied
  return { ...server, ...mirror, turn, before: mirror.held(), read: (name: string) => readHere(mirror.here, name) }
})

const readHere = (here: string, name: string) => readFileSync(join(here, name), "utf8")
const leftovers = (paths: Iterable<string>) => [...paths].filter((path) => path.includes(".syncfile"))

describe("a server", () => {
  it.live("A13 that removes folders with all that is in them is not asked to while something is", () =>
    Effect.gen(function*() {
      const { apply, asked, here, tree, turn } = yield* inStep("up", removesWholeTrees)
      rmSync(join(here, "d"), { recursive: true })
      turn(({ path, type }) => {
        if (type === "REMOVE" && path === "/data/d/c") tree.put("/data/d/theirs", "somebody's")
        return undefined
      })
      yield* apply
      assert.strictEqual(tree.content("/data/d/theirs"), "somebody's")
      assert.isUndefined(asked.find(({ path, type }) => type === "RMDIR" && path === "/data/d"))
    }).pipe(Effect.scoped))

  it.live("B04 that fails at the end of a file has not taken it, and keeps the old one", () =>
    Effect.gen(function*() {
      const { apply, applied, here, tree, turn } = yield* inStep("up")
      writeTree(here, { "a": "the new a", "new": "new" })
      turn(refuses("CLOSE"))
      const { exitCode, stdout } = yield* apply
      assert.include([1, 3], exitCode)
      assert.include(stdout, "2 failed")
      assert.strictEqual(tree.content("/data/a"), "old a")
      assert.isUndefined(tree.at("/data/new"))
      turn(undefined)
      yield* applied
      assert.deepStrictEqual([tree.content("/data/a"), tree.content("/data/new")], ["the new a", "new"])
      assert.deepStrictEqual(leftovers(tree.nodes.keys()), [])
    }).pipe(Effect.scoped))

  const shortReads: ReadonlyArray<readonly [string, (id: number) => Buffer]> = [
    ["the end of the file", (id) => statusReply(id, endOfFile)],
    ["no bytes", (id) => dataReply(id, Buffer.alloc(0))],
    ["a bare OK", (id) => statusReply(id, ok)],
    ["names", (id) => namesReply(id, [])],
  ]
  it.live.each(shortReads)(
    "F04 that answers a read with %s before the end has given no file",
    ([_, reply]) =>
      Effect.gen(function*() {
        const { apply, before, held, read, tree, turn } = yield* inStep("down")
        tree.put("/data/a", "a new and longer a", 1_600_000_100)
        tree.put("/data/new", "new", 1_600_000_100)
        turn(({ id, path, type }) => type === "READ" && path.startsWith("/data/") ? reply(id) : undefined)
        assert.notStrictEqual((yield* apply).exitCode, 0)
        assert.deepStrictEqual(held(), before)
        turn(undefined)
        yield* apply
        assert.deepStrictEqual([read("a"), read("new")], ["a new and longer a", "new"])
      }).pipe(Effect.scoped),
  )

  it.live("F04 that gives half of what a read asks for is asked for the rest", () =>
    Effect.gen(function*() {
      const server = yield* tappedSshd()
      const { applied, here, name } = yield* mirrorWith(server, "down")
      const large = "0123456789".repeat(100_000)
      writeTree(join(server.folder, name), { "small": "small", large })
      yield* server.arm({ fault: "shortRead", on: "READ", path: "large" }, {
        fault: "shortRead",
        on: "READ",
        path: "small",
      })
      yield* applied
      assert.strictEqual((yield* server.requests).filter(({ fault }) => fault === "shortRead").length, 2)
      assert.isTrue(readHere(here, "large") === large)
      assert.strictEqual(readHere(here, "small"), "small")
    }).pipe(Effect.scoped))

  const wrongSizes = [["larger than it is", 5000], ["smaller", 2], ["empty", 0]] as const
  it.live.each(wrongSizes)(
    "F04 that claims a file to be %s gives no file of another size",
    ([_, size]) =>
      Effect.gen(function*() {
        const { apply, held, here, turn } = yield* inStep("down")
        turn(claims("/data/a", { mode: 0o100644, size, seconds: 1_600_000_100 }))
        yield* apply
        const { a } = held()
        assert.isTrue(readHere(here, "a") === "old a" || a?.startsWith(`${size} bytes`) === true, a)
        assert.deepStrictEqual(leftoversIn(here), [])
      }).pipe(Effect.scoped),
  )

  const halfKnown = [
    ["says nothing of", {}],
    ["does not tell the size of", { mode: 0o100644, seconds: 1_600_000_100 }],
    ["does not tell the kind of", { size: 5, seconds: 1_600_000_100 }],
    ["claims 2^64 - 1 bytes of", { mode: 0o100644, size: 2n ** 64n - 1n, seconds: 1_600_000_100 }],
    ["claims 2^53 + 1 bytes of", { mode: 0o100644, size: 2n ** 53n + 1n, seconds: 1_600_000_100 }],
  ] as const
  it.live.each(halfKnown)(
    "E08 that %s a file keeps it from being touched",
    ([_, attributes]) =>
      Effect.gen(function*() {
        const { apply, before, held, turn } = yield* inStep("down")
        turn(claims("/data/a", attributes))
        yield* apply
        assert.deepStrictEqual(held(), before)
      }).pipe(Effect.scoped),
  )

  const wrongReplies: ReadonlyArray<readonly [string, Twist]> = [
    ["OPENDIR with a bare OK", answersOk("OPENDIR")],
    ["READDIR with a bare OK", answersOk("READDIR")],
    ["LSTAT with a bare OK", answersOk("LSTAT")],
    ["STAT with a bare OK", answersOk("STAT")],
    ["OPEN with a bare OK", answersOk("OPEN")],
    ["LSTAT with a handle", answersHandle("LSTAT")],
    ["STAT with a handle", answersHandle("STAT")],
    ["READDIR with a handle", answersHandle("READDIR")],
    ["OPEN with names", answersNames("OPEN")],
    ["READDIR with names that are cut off", answersTruncatedNames("READDIR")],
    ["READDIR with four gigabytes", answersEndlessPacket("READDIR")],
    ["LSTAT with four gigabytes", answersEndlessPacket("LSTAT")],
  ]
  it.live.each(wrongReplies)(
    "F05 that answers %s is believed nothing, and the run ends",
    ([_, wrong]) =>
      Effect.gen(function*() {
        const { apply, before, held, tree, turn } = yield* inStep("down")
        tree.put("/data/b", "the new b", 1_600_000_100)
        turn(wrong)
        const { exitCode, stdout } = yield* apply
        assert.notStrictEqual(exitCode, 0, stdout)
        assert.deepStrictEqual(held(), before)
      }).pipe(Effect.scoped),
  )
})
