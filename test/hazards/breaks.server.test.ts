/** Connections that break at any request, on the way there or on the way back. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { figure, isFull } from "../scenarios/support/isFull.ts"
import { contentsOf, leftoversIn, readTree, type Tree, writeTree } from "../scenarios/support/tree.ts"
import { hostileSftp } from "../support/servers/hostileSftp.ts"
import { namesReply } from "../support/servers/SftpReplies.ts"
import { type Fault, type FaultKind, type TappedSshd, tappedSshd } from "../support/servers/tappedSshd.ts"
import { sharedServer } from "../support/sharedServer.ts"
import { mirrorWith } from "./support/mirrorWith.ts"

/** With fsync, requests are spread over several sessions, each behind a tap of its own: thorough, and slow to start. */
const full = sharedServer(
  tappedSshd(isFull ? {} : { subsystem: (folder) => `/usr/lib/openssh/sftp-server -d ${folder} -P fsync` }),
)
const plain = sharedServer(tappedSshd({ profile: "plain" }))

const patience = 3_600_000

/** Every file of a version has another content and another size than in every other version. */
const version = (number: number): Tree =>
  Object.fromEntries([
    ...Array.from({ length: 6 }, (_, file) => [`file-${file}`, `${number} `.repeat(number + file + 1)]),
    ["folder/large", `version ${number} `.repeat(60_000 + number)],
    [`only-${number}/one`, `${number}`],
  ])

const putVersion = (folder: string, number: number): void => {
  rmSync(join(folder, `only-${number - 1}`), { recursive: true, force: true })
  writeTree(folder, version(number))
}

/** So many places of `most`, from the first to the last. */
const spread = (most: number, places: number): ReadonlyArray<number> =>
  isFull || most <= places
    ? Array.from({ length: most }, (_, index) => index + 1)
    : [...new Set(Array.from({ length: places }, (_, index) => 1 + Math.round(index * (most - 1) / (places - 1))))]

describe("a connection that is cut", () => {
  const cuts: ReadonlyArray<FaultKind> = ["cutAfter", "cutBefore"]

  it.live.each(cuts)(
    "B01 at any request of an upload leaves old files and new ones, and never a part: %s",
    (fault) =>
      Effect.gen(function*() {
        const server = yield* full
        const { apply, applied, here, name } = yield* mirrorWith(server, "up")
        const target = join(server.folder, name)
        putVersion(here, 0)
        yield* applied
        putVersion(here, 1)
        yield* server.arm()
        yield* applied
        const requests = (yield* server.requests).length
        let number = 1
        for (const at of spread(requests, 3)) {
          number += 1
          const before = contentsOf(readTree(here))
          assert.deepStrictEqual(contentsOf(readTree(target)), before)
          putVersion(here, number)
          const after = contentsOf(readTree(here))
          yield* server.arm({ fault, at })
          yield* apply
          for (const [path, content] of Object.entries(contentsOf(readTree(target)))) {
            if (!path.includes(".syncfile-")) {
              assert.include([before[path], after[path]], content, `${path}, cut at ${at}`)
            }
          }
          assert.isTrue([...(yield* server.written).keys()].every((path) => path.endsWith(".part")))
          yield* server.arm()
          yield* applied
          assert.deepStrictEqual(contentsOf(readTree(target)), after)
        }
        figure(`${fault}: ${number - 1} cuts over ${requests} requests`)
        assert.deepStrictEqual(leftoversIn(target), [])
      }).pipe(Effect.scoped),
    patience,
  )

  it.live.each(cuts)(
    "F01 at any request of a download ends neither the run nor a file half-way: %s",
    (fault) =>
      Effect.gen(function*() {
        const server = yield* full
        const { apply, applied, here, name } = yield* mirrorWith(server, "down")
        const source = join(server.folder, name)
        putVersion(source, 0)
        yield* server.arm()
        yield* applied
        const requests = (yield* server.requests).length
        for (const [index, at] of spread(requests, 3).entries()) {
          const before = contentsOf(readTree(source))
          putVersion(source, index + 1)
          const after = contentsOf(readTree(source))
          yield* server.arm({ fault, at })
          yield* apply
          for (const [path, content] of Object.entries(contentsOf(readTree(here)))) {
            if (!path.includes(".syncfile-")) {
              assert.include([before[path], after[path]], content, `${path}, cut at ${at}`)
            }
          }
          yield* server.arm()
          yield* applied
          assert.deepStrictEqual(contentsOf(readTree(here)), after)
        }
      }).pipe(Effect.scoped),
    patience,
  )

  const swaps: ReadonlyArray<readonly [string, Fault]> = [
    ["after the old file was set aside", { fault: "cutAfter", on: "RENAME", path: "/file" }],
    ["before the old file is set aside", { fault: "cutBefore", on: "RENAME", path: "/file" }],
    ["after the new file came in", { fault: "cutAfter", on: "RENAME", path: ".part" }],
    ["before the new file comes in", { fault: "cutBefore", on: "RENAME", path: ".part" }],
    ["after the old file was removed", { fault: "cutAfter", on: "REMOVE", path: ".old" }],
    ["before the old file is removed", { fault: "cutBefore", on: "REMOVE", path: ".old" }],
  ]
  it.live.each(swaps)("B02 %s, where a rename replaces nothing, loses neither", ([_, fault]) =>
    Effect.gen(function*() {
      const server = yield* plain
      const { applied, here, name } = yield* mirrorWith(server, "up")
      const target = join(server.folder, name)
      writeTree(here, { "file": "old", "other": "other" })
      yield* applied
      writeTree(here, { "file": "the new one" })
      yield* server.arm(fault)
      yield* applied
      assert.isDefined((yield* server.requests).find((request) => request.fault !== undefined))
      assert.strictEqual(readFileSync(join(target, "file"), "utf8"), "the new one")
      assert.deepStrictEqual(leftoversIn(target), [])
      const removed = (yield* server.requests).filter(({ path, type }) =>
        type === "REMOVE" && path === join(target, "file")
      )
      assert.deepStrictEqual(removed, []) // the target is never removed to make room
    }).pipe(Effect.scoped))
})

describe("a request whose answer is lost", () => {
  const mutations: ReadonlyArray<readonly [type: string, path: string]> = [
    ["MKDIR", "/made"],
    ["OPEN", ".part"],
    ["WRITE", ".part"],
    ["FSETSTAT", ".part"],
    ["CLOSE", ".part"],
    ["RENAME", ".part"],
    ["posix-rename@openssh.com", ".part"],
    ["REMOVE", "/gone/file"],
    ["RMDIR", "/gone"],
  ]

  /** One of each: a folder made, a file added, one changed, one deleted with its folder. */
  const changed = Effect.fnUntraced(function*(server: TappedSshd) {
    const mirror = yield* mirrorWith(server, "up")
    writeTree(mirror.here, { "changed": "old", "gone/file": "gone" })
    yield* mirror.applied
    writeTree(mirror.here, { "changed": "the new one", "added": "added", "made/": "" })
    rmSync(join(mirror.here, "gone"), { recursive: true })
    const target = join(server.folder, mirror.name)
    const isDone = () => {
      assert.deepStrictEqual(contentsOf(readTree(target)), contentsOf(readTree(mirror.here)))
      assert.deepStrictEqual(leftoversIn(target), [])
    }
    return { ...mirror, isDone }
  })

  /** What surely had its effect once, and must not be asked for again: it might meet what somebody did meanwhile. */
  const onlyOnce = new Set(["MKDIR", "RENAME", "posix-rename@openssh.com", "REMOVE", "RMDIR"])

  it.live.each(mutations)(
    "F06 is looked into before anything is done again: %s of %s",
    ([on, path]) =>
      Effect.gen(function*() {
        const server = yield* full
        const { applied, isDone } = yield* changed(server)
        yield* server.arm({ fault: "cutAfter", on, path })
        yield* applied
        isDone()
        const requests = yield* server.requests
        const struck = requests.find(({ fault }) => fault !== undefined)
        assert.isDefined(struck)
        const again = requests.filter(({ path, to, type }) =>
          type === struck.type && (struck.to === undefined ? path === struck.path : to === struck.to)
        )
        if (onlyOnce.has(on)) assert.strictEqual(again.length, 1, JSON.stringify(again))
      }).pipe(Effect.scoped),
  )

  const silences: ReadonlyArray<readonly [FaultKind, type: string, path: string]> = [
    ["dropReply", "posix-rename@openssh.com", ".part"],
    ["dropReply", "REMOVE", "/gone/file"],
    ["stall", "WRITE", ".part"],
    ["stall", "REALPATH", ""],
    ["stall", "READDIR", ""],
  ]
  it.live.each(silences)(
    "F01 F06 is waited for no longer than its deadline: %s at %s%s",
    ([fault, on, path]) =>
      Effect.gen(function*() {
        const server = yield* full
        const { applyHurried, isDone } = yield* changed(server)
        yield* server.arm({ fault, on, path })
        const { exitCode, stderr, stdout } = yield* applyHurried(10)
        assert.strictEqual(exitCode, 0, stdout + stderr)
        assert.isDefined((yield* server.requests).find((request) => request.fault !== undefined))
        isDone()
      }).pipe(Effect.scoped),
  )
})

describe("a new connection", () => {
  it.live("F13 that leads to another place is refused, and nothing is done there", () =>
    Effect.gen(function*() {
      let isCut = false
      const server = yield* hostileSftp({
        twists: [({ id, path, type }) => {
          if (isCut && type === "REALPATH" && path === "/") {
            return namesReply(id, [{ name: "/elsewhere", attributes: {} }])
          }
          if (isCut || type !== "WRITE" || !path.endsWith(".part")) {
            return undefined
          }
          isCut = true
          return "hang up"
        }],
      })
      server.tree.put("/data/")
      const { apply, here } = yield* mirrorWith(server, "up", { folder: "data" })
      writeTree(here, { "a": "a", "b": "b", "d/c": "c" })
      const { exitCode, stderr, stdout } = yield* apply
      assert.notStrictEqual(exitCode, 0)
      assert.include(stdout + stderr, "the new connection leads to /elsewhere, the one before led to /")
      const cut = server.asked.findIndex(({ path, type }) => type === "WRITE" && path.endsWith(".part"))
      const later = new Set(server.asked.slice(cut + 1).map(({ type }) => type))
      assert.deepStrictEqual([...later], ["REALPATH"])
      assert.isTrue(isCut)
    }).pipe(Effect.scoped))
})
