/** The main case: from OpenSSH to a server like SFTP To Go, which keeps no times and no modes, and back from there. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { readFileSync, rmSync, statSync } from "node:fs"
import { join } from "node:path"
import { proftpd } from "../support/servers/proftpd.ts"
import { type SftpServer } from "../support/servers/SftpServer.ts"
import { sshd } from "../support/servers/sshd.ts"
import { sharedServer } from "../support/sharedServer.ts"
import { lastLine, linesOfType, noChanges } from "./support/said.ts"
import { applyPair, assertSame, planNothing } from "./support/steps.ts"
import { readTree, type Tree, writeTree } from "./support/tree.ts"
import { type Workspace, workspace } from "./support/workspace.ts"

const patience = 300_000

/** Modified long ago, so that the time of an upload is never the same by chance. */
const feeds: Tree = {
  ...Object.fromEntries(
    Array.from({ length: 200 }, (_, number) => [
      `feeds/${number % 7}/item-${number}.csv`,
      { content: `${number};`.repeat(number + 1), seconds: 1_600_000_000 + number },
    ]),
  ),
  "readme.txt": { content: "feeds", seconds: 1_500_000_000 },
  "large.bin": { content: Buffer.alloc(3_000_000, "large"), seconds: 1_500_000_000 },
  "empty.txt": "",
  "empty folder/": "",
}

describe("an object store behind SFTP as a target", () => {
  const openSsh = sharedServer(sshd())
  const objectStore = sharedServer(proftpd())

  const prepared = Effect.gen(function*() {
    const [office, sftptogo] = [yield* openSsh, yield* objectStore]
    const place = yield* workspace
    const source = join(office.folder, place.name)
    const target = join(sftptogo.folder, place.name)
    writeTree(source, feeds)
    declare(place, { office, sftptogo })
    return { place, source, target, owner: sftptogo.owner }
  })

  it.live(
    "becomes equal to the source, and the plan says how it is written and how it is compared",
    () =>
      Effect.gen(function*() {
        const { place, source, target } = yield* prepared
        const planned = yield* place.run("plan", "out")
        assert.strictEqual(planned.exitCode, 0, planned.stderr)
        assert.match(planned.stdout, /^ {2}publishing: at-close: each file is written to its place, .* complete$/mu)
        assert.match(planned.stdout, /^ {2}comparing: each side with its own past, then size and content; no content/mu)
        assert.include(planned.stdout, "The server does not keep modification times")

        yield* applyPair(place, "out", "212 added, 0 changed, 0 moved, 0 deleted, 0 failed.")
        assertSame(target, source)
        yield* planNothing(place, "out")
      }).pipe(Effect.scoped),
    patience,
  )

  it.live("gets a file that changed within its size, and loses one that was deleted", () =>
    Effect.gen(function*() {
      const { place, source, target } = yield* prepared
      yield* applyPair(place, "out", "212 added, 0 changed, 0 moved, 0 deleted, 0 failed.")
      writeTree(source, { "readme.txt": "FEEDS" })
      rmSync(join(source, "feeds/3"), { recursive: true })

      const planned = yield* place.run("plan", "out", "--json")
      const change = linesOfType(planned, "planned_action").find(({ path }) => path === "readme.txt")
      assert.deepStrictEqual(change?.["verbs"], ["change"])
      yield* applyPair(place, "out", "0 added, 1 changed, 0 moved, 30 deleted, 0 failed.")
      assertSame(target, source)
      assert.strictEqual(readFileSync(join(target, "readme.txt"), "utf8"), "FEEDS")
      yield* planNothing(place, "out")
    }).pipe(Effect.scoped), patience)

  it.live("gets a file of this machine that changed within its size and its time", () =>
    Effect.gen(function*() {
      const sftptogo = yield* objectStore
      const place = yield* workspace
      const source = place.makeFolder("source")
      writeTree(source, feeds)
      place.declare({
        remotes: { sftptogo },
        pairs: { publish: { mode: "mirror", source: "./source", target: `sftptogo:${place.name}` } },
      })
      yield* applyPair(place, "publish", "212 added, 0 changed, 0 moved, 0 deleted, 0 failed.")
      writeTree(source, { "readme.txt": { content: "FEEDS", seconds: 1_500_000_000 } })
      yield* applyPair(place, "publish", "0 added, 1 changed, 0 moved, 0 deleted, 0 failed.")
      assertSame(join(sftptogo.folder, place.name), source)
    }).pipe(Effect.scoped), patience)

  it.live("comes back equal to a folder of this machine", () =>
    Effect.gen(function*() {
      const { place, source } = yield* prepared
      yield* applyPair(place, "out", "212 added, 0 changed, 0 moved, 0 deleted, 0 failed.")
      yield* applyPair(place, "back", "212 added, 0 changed, 0 moved, 0 deleted, 0 failed.")
      assertSame(join(place.folder, "back"), source)
      yield* planNothing(place)
    }).pipe(Effect.scoped), patience)

  it.live("is adopted by content when it is equal before the first run: nothing is sent", () =>
    Effect.gen(function*() {
      const { owner, place, source, target } = yield* prepared
      writeTree(target, timeless(feeds), owner)
      const before = stampsOf(target)

      const planned = yield* place.run("plan", "out")
      assert.match(
        planned.stdout,
        /contents by SHA-256: source: 203 by [a-z0-9]+ on the server; target: 203 read back over the connection$/mu,
      )
      assert.strictEqual(lastLine(planned), noChanges)
      const applied = yield* place.run("apply", "out", "--auto-approve")
      assert.strictEqual(applied.exitCode, 0, applied.stderr)
      assert.strictEqual(lastLine(applied), noChanges)
      assert.deepStrictEqual(stampsOf(target), before)

      const again = yield* place.run("plan", "out")
      assert.include(again.stdout, "no content had to be read")
      assert.strictEqual(lastLine(again), noChanges)
      assertSame(target, source)
    }).pipe(Effect.scoped), patience)

  it.live(
    "is not touched where it differs before the first run, until somebody agrees to it",
    () =>
      Effect.gen(function*() {
        const { owner, place, source, target } = yield* prepared
        writeTree(target, { ...timeless(feeds), "readme.txt": "FEEDS" }, owner)
        const refused = yield* place.run("apply", "out", "--auto-approve")
        assert.strictEqual(refused.exitCode, 5)
        assert.strictEqual(readFileSync(join(target, "readme.txt"), "utf8"), "FEEDS")
        yield* applyPair(
          place,
          "out",
          "0 added, 1 changed, 0 moved, 0 deleted, 0 failed.",
          "--accept",
          "foreign-target",
        )
        assertSame(target, source)
      }).pipe(Effect.scoped),
    patience,
  )

  it.live("is not sent anew what somebody touched there", () =>
    Effect.gen(function*() {
      const { owner, place, source, target } = yield* prepared
      yield* applyPair(place, "out", "212 added, 0 changed, 0 moved, 0 deleted, 0 failed.")
      writeTree(target, { "readme.txt": { content: "feeds", seconds: 1_400_000_000 } }, owner)
      yield* planNothing(place, "out")
      assertSame(target, source)
    }).pipe(Effect.scoped), patience)
})

const declare = (place: Workspace, remotes: Readonly<Record<"office" | "sftptogo", SftpServer>>): void =>
  place.declare({
    remotes,
    pairs: {
      out: { mode: "mirror", source: `office:${place.name}`, target: `sftptogo:${place.name}` },
      back: { mode: "mirror", source: `sftptogo:${place.name}`, target: "./back" },
    },
  })

/** As somebody else uploaded it: the times are those of the upload. */
const timeless = (tree: Tree): Tree =>
  Object.fromEntries(
    Object.entries(tree).map((
      [path, spec],
    ) => [path, typeof spec === "object" && "content" in spec ? spec.content : spec]),
  )

/** Would differ if a file were written again, even with the same content. */
const stampsOf = (folder: string): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Array.from(readTree(folder).keys(), (path) => [path, statSync(join(folder, path)).ctimeMs]),
  )
