/** Everything that a folder can hold, carried to OpenSSH and back: names, kinds and links. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { createHash } from "node:crypto"
import { rmSync } from "node:fs"
import { join } from "node:path"
import { sshd } from "../support/servers/sshd.ts"
import { sharedServer } from "../support/sharedServer.ts"
import { linesOfType } from "./support/said.ts"
import { applyPair, applySaved, assertSame, planNothing } from "./support/steps.ts"
import { contentsOf, readTree, timesOf, type Tree, writeTree } from "./support/tree.ts"
import { workspace } from "./support/workspace.ts"

const patience = 300_000

const deep = Array.from({ length: 60 }, (_, level) => `level ${level}`).join("/")

const oddNames: Tree = Object.fromEntries(
  [
    "with spaces  ",
    "'single' and \"double\" quotes",
    "new\nline and\ttab and\rreturn",
    "\u001b[31mred\u0007",
    "back\\slash",
    "-rf",
    "--help",
    "$HOME `id` $(id) ;|&<>",
    "*?[a-z]{b,c}!",
    "%41%00",
    "~",
    ".hidden",
    "...",
    "remote:path",
    "Größe Ŝafe 東京 🙂",
    "e\u0301 as two, \u00e9 as one",
    "caf\u00e9",
    "cafe\u0301",
    "\u202Egnp.exe",
    `${"x".repeat(251)}.txt`,
    "ü".repeat(127),
  ].map((name) => [`names/${name}`, `content of ${name}`]),
)

/** What could drive a terminal, or turn around what is read on it. */
const raw = /[^\P{Cc}\n]|[\u202A-\u202E\u2066-\u2069]/u

describe("all shapes of files and folders", () => {
  const server = sharedServer(sshd({ passwordUser: true }))

  const prepared = Effect.fnUntraced(function*(tree: Tree, symlinks = "skip") {
    const office = yield* server
    const place = yield* workspace
    const source = place.makeFolder("source")
    writeTree(source, tree)
    place.declare({
      remotes: { office },
      defaults: { limits: { deletes: { percent: 100 } } },
      pairs: {
        up: { mode: "mirror", source: "./source", target: `office:${place.name}`, symlinks },
        down: { mode: "mirror", source: `office:${place.name}`, target: "./back", symlinks },
      },
    })
    return { place, source, served: join(office.folder, place.name), back: join(place.folder, "back") }
  })

  it.live(
    "keep odd names, depth, emptiness and content, and nothing of a name reaches the terminal raw",
    () =>
      Effect.gen(function*() {
        const shapes: Tree = {
          ...oddNames,
          [`${deep}/end.txt`]: "deep",
          "empty": "",
          "folder/in folder/": "",
          "one": "1",
        }
        const { back, place, served, source } = yield* prepared(shapes)
        const planned = yield* place.run("plan", "up", "--view", "full")
        assert.strictEqual(planned.exitCode, 0, planned.stderr)
        assert.notMatch(planned.stdout, raw)
        const applied = yield* applyPair(place, "up", "", "--verbose")
        assert.notMatch(applied.stdout + applied.stderr, raw)
        yield* applyPair(place, "down")
        assertSame(served, source)
        assertSame(back, source)
        assert.deepStrictEqual(timesOf(readTree(back)), timesOf(readTree(source)))
        yield* planNothing(place)
      }).pipe(Effect.scoped),
    patience,
  )

  it.live("may change from file to folder and back", () =>
    Effect.gen(function*() {
      const { place, served, source } = yield* prepared({
        "was file": "f",
        "was folder/a": "a",
        "was folder/below/b": "b",
        "was empty/": "",
        "stays/c": "c",
        "stays/was file": "",
      })
      yield* applyPair(place, "up")
      for (const name of ["was file", "was folder", "was empty", "stays/was file"]) {
        rmSync(join(source, name), { recursive: true })
      }
      writeTree(source, {
        "was file/new/inside": "1",
        "was folder": "2",
        "was empty": "3",
        "stays/was file/": "",
      })
      const planned = yield* place.run("plan", "up")
      assert.match(planned.stdout, /-\/\+ was file/u)
      assert.match(planned.stdout, /-\/\+ was folder/u)
      yield* applyPair(place, "up")
      assertSame(served, source)
      yield* planNothing(place, "up")
    }).pipe(Effect.scoped), patience)

  const links: Tree = {
    "real/file": "real",
    "real/other": "other",
    "to file": { link: "real/file" },
    "to folder": { link: "real" },
    "real/up and down": { link: "../real/other" },
  }

  it.live("leave out links and say so", () =>
    Effect.gen(function*() {
      const { place, served } = yield* prepared(links)
      const planned = yield* place.run("plan", "up", "--json")
      const skipped = linesOfType(planned, "skipped").map(({ kind, path }) => `${String(kind)} ${String(path)}`)
      assert.sameMembers(skipped, ["symlink to file", "symlink to folder", "symlink real/up and down"])
      yield* applyPair(place, "up")
      assert.sameMembers([...readTree(served).keys()], ["real", "real/file", "real/other"])
      yield* planNothing(place, "up")
    }).pipe(Effect.scoped), patience)

  const followed: Tree = {
    "real/file": "real",
    "real/other": "other",
    "real/up and down": "other",
    "to file": "real",
    "to folder/file": "real",
    "to folder/other": "other",
    "to folder/up and down": "other",
  }

  it.live("hold what links of this machine lead to, when those are followed", () =>
    Effect.gen(function*() {
      const { place, served } = yield* prepared(links, "follow")
      yield* applyPair(place, "up")
      writeTree(join(place.folder, "followed"), followed)
      assertSame(served, join(place.folder, "followed"))
      yield* planNothing(place, "up")
    }).pipe(Effect.scoped), patience)

  it.live("hold what links of a server lead to, when those are followed", () =>
    Effect.gen(function*() {
      const { back, place, served } = yield* prepared({}, "follow")
      writeTree(served, links, (yield* server).owner)
      writeTree(join(place.folder, "followed"), followed)
      yield* applyPair(place, "down")
      assertSame(back, join(place.folder, "followed"))
      yield* planNothing(place, "down")
    }).pipe(Effect.scoped), patience)

  it.live("go with a saved plan, through links that are followed", () =>
    Effect.gen(function*() {
      const { back, place, served } = yield* prepared({}, "follow")
      const { owner } = yield* server
      writeTree(served, { ...links, ...oddNames }, owner)
      writeTree(join(place.folder, "followed"), { ...followed, ...oddNames })
      place.makeFolder("back")
      yield* applySaved(place, "down")
      assertSame(back, join(place.folder, "followed"))
    }).pipe(Effect.scoped), patience)

  it.live("go with a saved plan into folders that it has yet to make", () =>
    Effect.gen(function*() {
      const { back, place, served, source } = yield* prepared(oddNames)
      yield* applySaved(place, "up")
      assertSame(served, source)
      yield* applySaved(place, "down")
      assertSame(back, source)
      yield* planNothing(place)
    }).pipe(Effect.scoped), patience)

  it.live(
    "are carried over around links that lead astray, and the run says that it is not complete",
    () =>
      Effect.gen(function*() {
        const { place, served } = yield* prepared({
          "good": { link: "real" },
          "real": "real",
          "dangling": { link: "nowhere" },
          "out": { link: "../syncfile.yaml" },
          "absolute": { link: "/etc/passwd" },
          "circle/round": { link: ".." },
        }, "follow")
        const applied = yield* place.run("apply", "up", "--auto-approve")
        assert.strictEqual(applied.exitCode, 3, applied.stdout + applied.stderr)
        for (const name of ["dangling", "out", "absolute", "circle/round"]) {
          assert.match(applied.stdout, new RegExp(`source {2}${name}: its link (?:leads|loops)`, "u"))
        }
        assert.sameMembers([...readTree(served).keys()], ["circle", "good", "real"])
      }).pipe(Effect.scoped),
    patience,
  )

  it.live("are never written through a link that stands on the target", () =>
    Effect.gen(function*() {
      const { place, served } = yield* prepared({ "a": "from the source", "folder/b": "from the source" })
      const outside = join(served, "..", `${place.name}-outside`)
      const { owner } = yield* server
      writeTree(outside, { "a": "precious", "b": "precious" }, owner)
      writeTree(served, { a: { link: join(outside, "a") }, folder: { link: outside } }, owner)
      yield* place.run("apply", "up", "--auto-approve", "--accept", "foreign-target")
      assert.deepStrictEqual(contentsOf(readTree(outside)), {
        a: `8 bytes, SHA-256 ${precious}`,
        b: `8 bytes, SHA-256 ${precious}`,
      })
    }).pipe(Effect.scoped), patience)
})

/** Of the word "precious". */
const precious = createHash("sha256").update("precious").digest("hex")
