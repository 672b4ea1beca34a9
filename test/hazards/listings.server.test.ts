/** What listings do not show, or show wrongly, is not absent. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { writeTree } from "../scenarios/support/tree.ts"
import { failsAtReaddir, listsDeeperForEver, listsNothingForEver, listsToo } from "../support/servers/hostileModes.ts"
import { hostileSftp } from "../support/servers/hostileSftp.ts"
import { statusReply } from "../support/servers/SftpReplies.ts"
import { endOfFile } from "../support/servers/SftpTree.ts"
import { sshd } from "../support/servers/sshd.ts"
import { sharedServer } from "../support/sharedServer.ts"
import { mirrorWith } from "./support/mirrorWith.ts"
import { switched } from "./support/switched.ts"

const unprivileged = sharedServer(sshd({ profile: "unprivileged" }))
const openSsh = sharedServer(sshd())

const tenFiles = Array.from({ length: 10 }, (_, index) => `file-${index}`)

/** Ten files and a folder in step, from a server that can be turned hostile. */
const inStep = Effect.gen(function*() {
  const { turn, twist } = switched()
  const server = yield* hostileSftp({ twists: [twist] })
  for (const name of tenFiles) server.tree.put(`/data/${name}`, name)
  server.tree.put("/data/d/x", "x")
  server.tree.put("/data/d/y", "y")
  const mirror = yield* mirrorWith(server, "down", { folder: "data" })
  yield* mirror.applied
  return { ...server, ...mirror, turn, before: mirror.held() }
})

describe("a listing", () => {
  it.live.each([["listed only", 0o444], ["closed", 0o000]] as const)(
    "A03 that leaves out what it cannot look at proves no absence: %s",
    ([_, mode]) =>
      Effect.gen(function*() {
        const server = yield* unprivileged
        const { apply, applied, held, here, name, plan } = yield* mirrorWith(server, "down")
        const source = join(server.folder, name)
        writeTree(source, { "kept": "kept", "gone": "gone", "d/e/file": "file", "d/file": "file" }, server.owner)
        yield* applied
        const before = held()
        rmSync(join(source, "gone"))
        chmodSync(join(source, "d"), mode)
        assert.match((yield* plan).stdout, /\bd\b.*(?:listed but not searched|permission denied)/u)
        const { stdout } = yield* apply
        chmodSync(join(source, "d"), 0o755)
        assert.include(stdout, "1 deleted")
        const { gone, ...left } = before
        assert.isDefined(gone)
        assert.deepStrictEqual(held(), left)
        assert.strictEqual(readFileSync(join(here, "d/e/file"), "utf8"), "file")
      }).pipe(Effect.scoped),
  )

  it.live("A04 is no proof once its folder has become a link that leads in a circle", () =>
    Effect.gen(function*() {
      const { apply, before, held, tree, turn } = yield* inStep
      turn(({ id, path, type }) => {
        if (type !== "READDIR" || path !== "/data/d") return undefined
        tree.removeAll("/data/d")
        tree.link("/data/d", "d")
        return statusReply(id, endOfFile) // as OpenSSH, which leaves out what it cannot look at by then
      })
      yield* apply
      assert.deepStrictEqual(held(), before)
    }).pipe(Effect.scoped))

  it.live("A04 of a folder that has become a link shows nothing of it as gone", () =>
    Effect.gen(function*() {
      const { apply, before, held, tree } = yield* inStep
      tree.removeAll("/data/d")
      tree.link("/data/d", "d")
      yield* apply
      assert.deepStrictEqual(held(), before)
    }).pipe(Effect.scoped))

  it.live("A05 that breaks off is not taken for the whole", () =>
    Effect.gen(function*() {
      const { apply, before, held, plan, turn } = yield* inStep
      turn(failsAtReaddir("/data", 3))
      assert.include((yield* plan).stdout, "the listing broke off")
      yield* apply
      assert.deepStrictEqual(held(), before)
    }).pipe(Effect.scoped))

  it.live("H07 that hides three of ten files deletes none of them", () =>
    Effect.gen(function*() {
      const { apply, before, held, plan, tree } = yield* inStep
      for (const name of tenFiles.slice(2, 5)) tree.unlisted.add(`/data/${name}`)
      tree.remove("/data/file-9")
      assert.include((yield* plan).stdout, "it is there, but was not listed")
      yield* apply
      const { "file-9": _, ...left } = before
      assert.deepStrictEqual(held(), left)
    }).pipe(Effect.scoped))
})

describe("a listed name", () => {
  const badNames = [
    ["climbs out", "../../escaped"],
    ["starts at the root", "/escaped"],
    ["is a path", "d/escaped"],
    ["is empty", ""],
    ["holds a NUL", "x\0y"],
    ["holds what decoders put in the place of bytes", "caf\uFFFD"],
    ["is no UTF-8", Buffer.from("caf\u00e9", "latin1")],
    ["is longer than any file system takes", "x".repeat(256)],
  ] as const
  it.live.each(badNames)(
    "D04 that %s makes its folder unknown and leads nowhere",
    ([_, name]) =>
      Effect.gen(function*() {
        const { apply, asked, before, held, here, plan, tree, turn } = yield* inStep
        const around = readdirSync(dirname(here)).sort()
        const first = asked.length
        tree.remove("/data/d/y") // which would be deleted if the listing were believed
        turn(listsToo("/data/d", [name]))
        assert.include((yield* plan).stdout, "it lists a name that cannot be used")
        yield* apply
        assert.deepStrictEqual(held(), before)
        assert.deepStrictEqual(readdirSync(dirname(here)).sort(), around)
        for (const { path } of asked.slice(first)) assert.match(path, /^\/(?:data(?:\/(?:file-\d|d|d\/[xy]))?)?$/u)
      }).pipe(Effect.scoped),
  )

  it.live("D04 that is listed twice stands for nothing", () =>
    Effect.gen(function*() {
      const { apply, before, held, plan, turn } = yield* inStep
      turn(listsToo("/data", ["file-3"]))
      assert.include((yield* plan).stdout, "it is listed more than once")
      yield* apply
      assert.deepStrictEqual(held(), before)
    }).pipe(Effect.scoped))

  it.live.each([".", ".."])(
    "D04 of %s is the folder itself or the one above, whatever it claims to be",
    (name) =>
      Effect.gen(function*() {
        const { apply, before, held, turn } = yield* inStep
        turn(listsToo("/data", [name]))
        yield* apply
        assert.deepStrictEqual(held(), before)
      }).pipe(Effect.scoped),
  )

  const bytesOf = (name: string) => Buffer.from(name, "latin1")
  const aliases = ["caf\u00e9", "caf\u00e8", "caf\u00ef\u00bf\u00bd"] // as bytes; a decoder shows them as one name

  const putAliases = (folder: string) => {
    for (const name of aliases) writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), bytesOf(name)]), name)
  }
  const aliasesIn = (folder: string) =>
    readdirSync(folder, { encoding: "buffer" }).map((name) => name.toString("latin1"))
      .filter((name) => name.startsWith("caf")).sort()

  it.live("D03 that is no UTF-8 is copied from no other file of its look, and nothing beside it is deleted", () =>
    Effect.gen(function*() {
      const server = yield* openSsh
      const { apply, applied, here, name, plan } = yield* mirrorWith(server, "down")
      const source = join(server.folder, name)
      writeTree(source, { "d/kept": "kept", "d/gone": "gone", "other": "other" })
      yield* applied
      putAliases(join(source, "d"))
      rmSync(join(source, "d/gone"))
      assert.include((yield* plan).stdout, "it lists a name that cannot be used")
      yield* apply
      assert.deepStrictEqual(readdirSync(join(here, "d")).sort(), ["gone", "kept"])
    }).pipe(Effect.scoped))

  it.live("D03 that is no UTF-8 is not deleted from the target, nor is the folder that it lies in", () =>
    Effect.gen(function*() {
      const server = yield* openSsh
      const { apply, applied, here, name } = yield* mirrorWith(server, "up")
      const target = join(server.folder, name)
      writeTree(here, { "d/file": "file", "other": "other" })
      yield* applied
      putAliases(join(target, "d"))
      rmSync(join(here, "d"), { recursive: true })
      yield* apply
      assert.deepStrictEqual(aliasesIn(join(target, "d")), [...aliases].sort())
      for (const alias of aliases) {
        const file = Buffer.concat([Buffer.from(`${target}/d/`), bytesOf(alias)])
        assert.strictEqual(readFileSync(file, "utf8"), alias)
      }
    }).pipe(Effect.scoped))

  it.live("D01 that a server takes for another in other capitals is neither written nor deleted", () =>
    Effect.gen(function*() {
      const server = yield* hostileSftp({ foldsNames: true })
      server.tree.put("/data/")
      const { apply, here } = yield* mirrorWith(server, "up", { folder: "data" })
      writeTree(here, { "Name": "one", "name": "two", "other": "three" })
      const { exitCode, stdout } = yield* apply
      assert.strictEqual(exitCode, 4, stdout)
      assert.sameMembers([...server.tree.nodes.keys()], ["/", "/data", "/data/other"])
      rmSync(join(here, "name"))
      yield* apply
      assert.strictEqual(server.tree.content("/data/Name"), "one")
      rmSync(join(here, "Name"))
      writeTree(here, { "NAME": "three" }) // the same file there, under what is another name here
      yield* apply
      assert.strictEqual(server.tree.content("/data/Name"), "one")
      assert.sameMembers([...server.tree.nodes.keys()], ["/", "/data", "/data/Name", "/data/other"])
    }).pipe(Effect.scoped))
})

describe("a listing without end", () => {
  it.live("G01 of nothing is left after a few replies, and deletes nothing", () =>
    Effect.gen(function*() {
      const { apply, asked, before, held, turn } = yield* inStep
      const first = asked.length
      turn(listsNothingForEver("/data"))
      const { stdout } = yield* apply
      assert.include(stdout, "the server lists without end")
      assert.isBelow(asked.length - first, 100)
      assert.deepStrictEqual(held(), before)
    }).pipe(Effect.scoped))

  it.live("G03 of folders within folders is followed no deeper than 500", () =>
    Effect.gen(function*() {
      const { apply, before, held, turn } = yield* inStep
      turn(listsDeeperForEver("/data/d"))
      yield* apply
      const left = held()
      for (const path of Object.keys(before)) assert.strictEqual(left[path], before[path], path)
      assert.isBelow(Object.keys(left).length, 600)
    }).pipe(Effect.scoped))
})
